import type { IncomingMessage } from 'node:http';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { addressKey, createRateLimit } from '../people/rate-limit.ts';
import { callerAddress } from '../transport/proxy.ts';
import { html, page } from './html.ts';
import { laboratoryPath } from './laboratory.ts';
import { answerLaboratory } from './laboratory-page.ts';
import { beginWeb, holdOf, isPayable, isTicket, priceThere, type Refusal, readScan, type Scanned, ticketFor } from './web.ts';
import { lookAt, refused, type TypedVoucher, voucherField } from './web-voucher.ts';
import { fill, money, wordsFor } from './words.ts';

export interface Page {
  status: number;
  body: string;
  headers?: Record<string, string>;
}
type Asked = { pathname: string; query: URLSearchParams };

/** The pages behind a station's QR code (2.1 C25); null: not ours. Who guesses one-time passwords or vouchers is soon asked to wait. */
export function createWebPayments(context: Context): (request: IncomingMessage, asked: Asked) => Promise<Page | null> {
  const guesses = createRateLimit({ failures: 20, windowMs: 60_000, maxKeys: 10_000 });
  const voucherGuesses = createRateLimit({ failures: 10, windowMs: 600_000, maxKeys: 10_000 });
  return async (request, asked) => {
    const { pathname } = asked;
    if (pathname.startsWith(laboratoryPath)) return await answerLaboratory(context, request, pathname.slice(laboratoryPath.length));
    if (!pathname.startsWith('/q/')) return null;
    const method = request.method ?? '';
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') throw fail('methodNotAllowed', { method, path: '/q/' });
    const address = callerAddress(context.config, request);
    guesses.check(address, context.clock());
    const told = wordsFor(request.headers['accept-language']);
    const form = method === 'POST' ? new URLSearchParams(await readBody(request, false)) : null;
    const ticket = form?.get('ticket') ?? null;
    const scanned = await scan(context, asked, ticket);
    if (typeof scanned === 'string') {
      guesses.failed(address, context.clock());
      return refusal(scanned, told);
    }
    if (!isPayable(context, scanned)) return refusal('notHere', told);
    if (form === null || ticket === null) return await payPage(context, { scanned, voucher: null }, told);
    const code = (form.get('voucher') ?? '').trim().slice(0, 40);
    if (code !== '') voucherGuesses.check(addressKey(address), context.clock());
    const next = form.get('do') === 'look' ? await looked(context, scanned, code) : await begun(context, scanned, code);
    if (next === null) return refusal('notHere', told);
    if (typeof next === 'string') return { status: 303, body: '', headers: { location: next } };
    if (next.refusal === 'voucherUnknown') voucherGuesses.failed(addressKey(address), context.clock());
    return await payPage(context, { scanned, voucher: next }, told);
  };
}

async function looked(context: Context, scanned: Scanned, code: string): Promise<TypedVoucher> {
  return code === '' ? { code, offer: null, refusal: null } : await lookAt(context, scanned, code);
}

async function begun(context: Context, scanned: Scanned, code: string): Promise<string | TypedVoucher | null> {
  return await beginWeb(context, scanned, code).catch((error: unknown) => refused(error, code));
}

/** With a ticket the password was right when the page was shown. */
async function scan(context: Context, asked: Asked, ticket: string | null): Promise<Scanned | Refusal> {
  if (ticket === null) return await readScan(context, asked);
  const scanned = await readScan(context, asked, true);
  return typeof scanned === 'string' || isTicket(context, scanned, ticket) ? scanned : 'outOfDate';
}

function refusal(why: Refusal, { words, language }: ReturnType<typeof wordsFor>): Page {
  const status = { badAddress: 400, outOfDate: 403, notHere: 409 }[why];
  return { status, body: page({ title: words.pay, language, body: html`<h1>${words[why]}</h1><p>${words[`${why}Text`]}</p>` }) };
}

async function payPage(
  context: Context,
  { scanned, voucher }: { scanned: Scanned; voucher: TypedVoucher | null },
  { words, language }: ReturnType<typeof wordsFor>,
): Promise<Page> {
  const { plug, evseId } = scanned;
  const price = await priceThere(context, scanned, language);
  const place = fill(words.place, { plug: evseId, station: plug.stationName || plug.stationId });
  const limits = limitsText(scanned, language);
  const body = html`<p class="soft">${plug.siteName ?? ''}</p><h1>${words.pay}</h1><p>${place}</p>
<section><p><span class="soft">${words.price}</span><br>${price}</p><p class="soft">${fill(words.hold, {
    amount: money(holdOf(context, scanned), plug.currency, language),
  })}</p>${limits === '' ? html`` : html`<p class="soft">${fill(words.limits, { limits })}</p>`}</section>
<form method="post"><input type="hidden" name="ticket" value="${ticketFor(context, scanned)}">${voucherField(voucher, { words, language })}<button type="submit" name="do" value="pay">${words.toPayment}</button></form>`;
  return { status: voucher?.refusal ? 422 : 200, body: page({ title: words.pay, language, body }) };
}

function limitsText({ limit: { maxEnergy, maxTime } }: Scanned, language: string): string {
  const parts = [
    ...(maxEnergy === undefined ? [] : [`${(maxEnergy / 1000).toLocaleString(language)} kWh`]),
    ...(maxTime === undefined ? [] : [`${Math.round(maxTime / 60).toLocaleString(language)} min`]),
  ];
  return parts.join(', ');
}
