import { heartbeat as beat } from '../../stations/heartbeat.ts';
import type { Handler16 } from './handler.ts';

/** 1.6 §4.6 */
export const heartbeat: Handler16<'Heartbeat'> = (received) => beat(received);
