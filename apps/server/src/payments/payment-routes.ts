import type { payment, paymentRoutes } from '@stationmaster/contract';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { beginPaid } from './begin.ts';
import { insertPayment, type PaymentRow, selectPayment, selectPayments, updateOutcome } from './payment-store.ts';
import { providerOf } from './provider.ts';
import { receiptAddress, receiptKey } from './receipt.ts';
import { setUpWebPayments } from './web-setup.ts';

export function paymentHandlers(context: Context): Handlers<typeof paymentRoutes> {
  const { config } = context;
  return {
    listPayments: ({ query: { cursor, limit, stationId, sessionId, state } }, call) =>
      call.tx(async (db) => {
        const filter = { ...(stationId && { stationId }), ...(sessionId && { sessionId }), ...(state && { state }) };
        const { items, next } = await selectPayments(db, { ...filter, limit, before: fromCursor(cursor, 1)?.[0] ?? null });
        return { items: items.map((row) => paymentView(config, row)), next };
      }),

    getPayment: ({ params: { paymentId } }, call) => call.tx(async (db) => paymentView(config, await found(db, paymentId))),

    createPayment: async ({ body: { stationId, evseId, reference, held, currency, settledBy, ...asked } }, call) => {
      const provider = settledBy === 'us' ? providerOf(config) : null;
      if (settledBy === 'us' && provider === null) throw fail('noPaymentProvider');
      const made = await call.tx(async (db) => {
        const stationRow = await stationRowId(db, stationId);
        call.subject(stationId, { evseId, reference, held, currency, settledBy });
        const id = await insertPayment(db, {
          ...{ tenantId: call.tenantId, stationRow, stationId, evseId, reference, way: 'kiosk', settledBy },
          ...{ provider: provider?.name ?? null, state: 'held', held, currency, asked, at: call.now },
          receiptKey: receiptKey(config, { stationId: stationRow, reference }),
        });
        if (id === undefined) throw fail('alreadyExists', { what: 'payment', id: reference });
        return await found(db, id);
      });
      await beginPaid(context, made);
      return await call.tx(async (db) => paymentView(config, await found(db, made.id)));
    },

    setUpWebPayments: (input, call) => setUpWebPayments(context, call, input),

    settlePayment: ({ params: { paymentId }, body: { status, amount, info } }, call) =>
      call.tx(async (db) => {
        const { settledBy } = await found(db, paymentId);
        if (settledBy !== 'kiosk') throw fail('paymentNotYours', { id: paymentId, by: settledBy });
        call.subject(`payment:${paymentId}`, { status, amount });
        const isDone = await updateOutcome(db, paymentId, { state: status, amount, info, at: call.now });
        if (!isDone) throw fail('paymentOver', { id: paymentId });
        return paymentView(config, await found(db, paymentId));
      }),
  };
}

async function found(db: Transaction<Tables>, id: number): Promise<PaymentRow> {
  const row = await selectPayment(db, id);
  if (row === undefined) throw fail('notFound', { what: 'payment', id });
  return row;
}

function paymentView(config: Context['config'], row: PaymentRow): z.input<typeof payment> {
  const { tenantId: _, stationRow: __, receiptKey: key, asked: ___, attempts: ____, createdAt, settledAt, ...rest } = row;
  const times = { createdAt: createdAt.toISOString(), settledAt: settledAt?.toISOString() ?? null };
  return { ...rest, ...times, receiptUrl: receiptAddress(config, key) };
}
