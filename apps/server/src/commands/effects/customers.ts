import type { Effect } from './seen-event.ts';

export const customers = {
  customerInformation: {
    within: 300_000,
    expected: (request) => request.verb === 'customerInformation' && request.report,
    proved: (awaited, event) =>
      event.kind === 'message' && event.action === 'NotifyCustomerInformation' && event.requestId === awaited.commandId,
  },
} satisfies Record<string, Effect>;
