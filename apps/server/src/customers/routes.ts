import type { customerData, customerRoutes } from '@stationmaster/contract';
import type { z } from 'zod';
import { fail } from '../errors.ts';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { type CustomerPartRow, deleteCustomerParts, selectCustomerParts } from './store.ts';

export function customerHandlers(_context: object): Handlers<typeof customerRoutes> {
  return {
    listCustomerData: ({ params }, call) =>
      call.tx(async (db) => {
        const rows = await selectCustomerParts(db, await stationRowId(db, params.stationId));
        return { items: [...Map.groupBy(rows, ({ request_id }) => request_id).values()].flatMap(customerView) };
      }),

    deleteCustomerData: ({ params: { stationId, requestId } }, call) =>
      call.tx(async (db) => {
        call.subject(stationId, { requestId });
        const deleted = await deleteCustomerParts(db, await stationRowId(db, stationId), requestId);
        if (deleted === 0) throw fail('notFound', { what: 'customer data', id: requestId });
      }),
  };
}

/** The parts of one request as one text. */
function customerView(parts: readonly CustomerPartRow[]): z.input<typeof customerData>[] {
  const last = parts.at(-1);
  if (last === undefined) return [];
  const { customer } = last;
  return [
    {
      requestId: last.request_id,
      about: customer?.token ?? customer?.identifier ?? customer?.certificate?.serialNumber ?? null,
      text: parts.map(({ text }) => text).join(''),
      isComplete: last.is_last && parts.every(({ seq_no }, index) => seq_no === index),
      generatedAt: new Date(last.generated_at).toISOString(),
      receivedAt: last.received_at.toISOString(),
    },
  ];
}
