import { heartbeat as beat } from '../../stations/heartbeat.ts';
import type { Handler2x } from './handler.ts';

/** 2.x G02 */
export const heartbeat: Handler2x<'Heartbeat'> = (received) => beat(received);
