import type { messageRoutes } from '@stationmaster/contract';
import { versions } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { Call, Output } from '../http/handler.ts';
import { stationRow } from '../stations/views-store.ts';
import { sendableMessages } from './sendable.ts';
