import type { Effect } from './seen-event.ts';

/** A place kept on an EVSE shows as Reserved there; one kept anywhere need not show. [16 §5.13, P2 H01.FR.20] */
export const reservations = {
  reserve: {
    within: 60_000,
    expected: (request) => request.verb === 'reserve' && request.evseId > 0,
    proved: ({ request }, event) =>
      request.verb === 'reserve' && event.kind === 'status' && event.evseId === request.evseId && event.status === 'Reserved',
    isAlreadySo: (request, connectors) =>
      request.verb === 'reserve' && connectors.some(({ evseId, status }) => evseId === request.evseId && status === 'Reserved'),
  },
} satisfies Record<string, Effect>;
