import type { Hearing, Ring } from '../station/face.ts';
import { swapDue } from './battery-swap.ts';
import type { FromStation21, Heard, Sent } from './calls.ts';
import { derDue } from './der-controls.ts';
import { displayOver } from './display-messages.ts';
import { pullDue, pullHeard } from './dynamic-schedule.ts';
import { needsHeard } from './notify-ev-charging-needs.ts';
import { settlementHeard } from './payments.ts';
import { streamHeard } from './periodic-event-stream.ts';
import { fetchPublished } from './publish-firmware.ts';
import { streamDue } from './streams.ts';
import { monitorDue } from './watch.ts';

const hearings = {
  NotifyEVChargingNeeds: needsHeard,
  NotifySettlement: settlementHeard,
  OpenPeriodicEventStream: streamHeard,
  PullDynamicScheduleUpdate: pullHeard,
} satisfies { [A in FromStation21]?: Hearing<Sent<A>, Heard<A>> };

/** Messages whose answer a 2.x station acts upon. */
export const hearings2x = new Map(Object.entries(hearings) as unknown as [string, Hearing<unknown, unknown>][]);

/** Timers that only 2.x stations have. */
export const rings2x: ReadonlyMap<string, Ring> = new Map([
  ['pull', pullDue],
  ['monitor', monitorDue],
  ['stream', streamDue],
  ['publish', fetchPublished],
  ['display', displayOver],
  ['der', derDue],
  ['swap', swapDue],
]);
