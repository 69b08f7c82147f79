import type { AwaitedEffect } from '../../stations/state.ts';
import { keyOf } from '../configuration.ts';
import type { Effect, SeenEvent } from './seen-event.ts';

const told = (awaited: AwaitedEffect, event: SeenEvent): boolean => event.kind === 'monitors' && event.requestId === awaited.commandId;

export const monitoring = {
  getMonitoringReport: { within: 300_000, proved: told },
  setMonitoringBase: { within: 300_000, proved: told },
  setVariableMonitoring: {
    within: 120_000,
    proved: (awaited, event) => told(awaited, event) && hasAll(awaited, event),
    refuted: (awaited, event) => (told(awaited, event) && !hasAll(awaited, event) ? 'readsOtherwise' : null),
  },
} satisfies Record<string, Effect>;

/** Does the station tell every monitor that was set? */
function hasAll({ request }: AwaitedEffect, event: SeenEvent): boolean {
  if (event.kind !== 'monitors' || request.verb !== 'setVariableMonitoring') return false;
  return request.monitors.every((wanted) =>
    event.monitors.some(
      (one) => keyOf(one) === keyOf(wanted) && one.type === wanted.type && one.value === wanted.value && one.severity === wanted.severity,
    ),
  );
}
