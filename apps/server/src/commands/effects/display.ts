import type { Effect } from './seen-event.ts';

export const display = {
  getDisplayMessages: {
    within: 60_000,
    proved: (awaited, event) =>
      event.kind === 'message' && event.action === 'NotifyDisplayMessages' && event.requestId === awaited.commandId,
  },
} satisfies Record<string, Effect>;
