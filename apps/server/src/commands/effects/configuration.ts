import type { Effect } from './seen-event.ts';

export const configuration = {
  readConfiguration: {
    within: 300_000,
    expected: (request) => request.verb === 'readConfiguration' && request.variables.length === 0,
    proved: (awaited, event) =>
      event.kind === 'message' &&
      event.action === 'NotifyReport' &&
      (event.requestId === undefined || event.requestId === awaited.commandId),
  },
} satisfies Record<string, Effect>;
