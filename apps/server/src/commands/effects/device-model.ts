import { type Effect, reportCame } from './seen-event.ts';

export const deviceModel = {
  readBaseReport: { within: 300_000, proved: reportCame },
  getReport: { within: 300_000, proved: reportCame },
} satisfies Record<string, Effect>;
