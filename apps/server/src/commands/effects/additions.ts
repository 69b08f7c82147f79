import type { Effect } from './seen-event.ts';

export const additions = {
  getDERControl: {
    within: 60_000,
    proved: (awaited, event) => event.kind === 'message' && event.action === 'ReportDERControl' && event.requestId === awaited.commandId,
  },
  // What is left is read back; one by its id is gone with the answer.
  clearDERControl: {
    within: 60_000,
    expected: (request) => request.verb === 'clearDERControl' && request.controlId === undefined,
    proved: (awaited, event) => event.kind === 'message' && event.action === 'ReportDERControl' && event.requestId === awaited.commandId,
  },
  // People need their time at the locker.
  requestBatterySwap: {
    within: 900_000,
    proved: (awaited, event) =>
      event.kind === 'message' && event.action === 'BatterySwap' && event.requestId === awaited.commandId && event.status === 'BatteryOut',
    refuted: (awaited, event) => {
      const isGivenUp =
        event.kind === 'message' &&
        event.action === 'BatterySwap' &&
        event.requestId === awaited.commandId &&
        event.status === 'BatteryOutTimeout';
      return isGivenUp ? 'BatteryOutTimeout' : null;
    },
  },
} satisfies Record<string, Effect>;
