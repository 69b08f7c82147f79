import type { Calls21 } from '@stationmaster/ocpp';
import { batterySwapped } from '../../swaps/told.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 S01–S03 */
export const batterySwap: HandlerOf<Calls21, 'BatterySwap'> = ({ request, ...turn }) => ({ answer: {}, ...batterySwapped(turn, request) });
