import type { Effect } from './seen-event.ts';

export const smartCharging = {
  // 2.x K09: the profiles come in reports, the last of which says so.
  getChargingProfiles: {
    within: 60_000,
    proved: (awaited, event) =>
      event.kind === 'message' && event.action === 'ReportChargingProfiles' && event.requestId === awaited.commandId,
  },
} satisfies Record<string, Effect>;
