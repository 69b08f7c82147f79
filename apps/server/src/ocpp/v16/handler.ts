import type { Calls16 } from '@stationmaster/ocpp';
import type { HandlerOf } from '../handlers.ts';

export type Handler16<A extends keyof Calls16> = HandlerOf<Calls16, A>;
