import { type Effect, reportCame } from './seen-event.ts';

export const configuration = {
  readConfiguration: {
    within: 300_000,
    expected: (request) => request.verb === 'readConfiguration' && request.variables.length === 0,
    proved: reportCame,
  },
} satisfies Record<string, Effect>;
