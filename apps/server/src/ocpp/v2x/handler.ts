import type { Calls21, Calls201 } from '@stationmaster/ocpp';
import type { Context } from '../../context.ts';
import type { Handler } from '../../gateway/decision.ts';
import type { StationState } from '../../stations/state.ts';

/** A message that 2.0.1 and 2.1 share: reads what both may send, answers what both understand. */
export type Handler2x<A extends keyof Calls201 & keyof Calls21> = Handler<Request2x<A>, Answer2x<A>, StationState, Context>;
export type Answer2x<A extends keyof Calls201 & keyof Calls21> = Calls201[A]['response'] & Calls21[A]['response'];
export type Request2x<A extends keyof Calls201 & keyof Calls21> = Calls201[A]['request'] | Calls21[A]['request'];
