import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { beginPaid } from './begin.ts';
import { html, page } from './html.ts';
import { type PaymentRow, selectByReceipt, updateHeld, updateOutcome } from './payment-store.ts';
import { providerOf } from './provider.ts';
import { receiptAddress } from './receipt.ts';
import { lock } from './web.ts';
import type { Page } from './web-serve.ts';
import { fill, money, wordsFor } from './words.ts';

/** The bank of the laboratory: a page with two buttons instead of the provider's. null: it is switched off, or knows no such payment. */
export async function answerLaboratory(context: Context, request: IncomingMessage, key: string): Promise<Page | null> {
  const payment = providerOf(context.config)?.name === 'laboratory' ? await selectByReceipt(context.db, key) : undefined;
  if (payment === undefined || payment.provider !== 'laboratory') return null;
  const { words, language } = wordsFor(request.headers['accept-language']);
  const held = String(Math.min(context.config.paymentHold, payment.asked['maxCost'] ?? context.config.paymentHold));
  if (request.method === 'POST') {
    const said = new URLSearchParams(await readBody(request, false)).get('say');
    if (payment.state === 'begun') await (said === 'approve' ? approve(context, payment, held) : refuse(context, payment));
    return { status: 303, body: '', headers: { location: receiptAddress(context.config, key) } };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw fail('methodNotAllowed', { method: request.method ?? '', path: '/pay/' });
  const amount = money(held, payment.currency ?? 'EUR', language);
  const body = html`<h1>${words.laboratory}</h1><p>${fill(words.laboratoryText, { amount })}</p><form method="post">
<button type="submit" name="say" value="approve">${words.approve}</button><button type="submit" name="say" value="refuse" class="other">${words.refuse}</button></form>`;
  return { status: 200, body: page({ title: words.laboratory, language, body }) };
}

/** As a provider tells that it holds the money: once, however often it is told. */
async function approve(context: Context, payment: PaymentRow, held: string): Promise<void> {
  const reference = `LAB-${payment.id}-${randomBytes(6).toString('hex')}`;
  if (await updateHeld(context.db, payment.id, { reference, held })) await beginPaid(context, { ...payment, reference, held });
}

async function refuse(context: Context, { id, tenantId, stationId, evseId }: PaymentRow): Promise<void> {
  const isDone = await updateOutcome(context.db, id, { state: 'canceled', amount: '0', info: 'refused', at: context.clock() });
  if (isDone && evseId !== null) await lock(context, { tenantId, stationId, evseId }, 0);
}
