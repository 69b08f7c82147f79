import type { Effect } from './seen-event.ts';

export const configuration = {
  readConfiguration: {
    within: 300_000,
    proved: (awaited, event) =>
      event.kind === 'message' &&
      event.action === 'NotifyReport' &&
      (event.requestId === undefined || event.requestId === awaited.commandId),
  },
} satisfies Record<string, Effect>;
