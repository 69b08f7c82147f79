import type { FullCost, FullLine } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { type Html, html, page } from './html.ts';
import { type PaymentRow, selectByReceipt } from './payment-store.ts';
import { type ReceiptSession, selectReceiptSession } from './receipt-store.ts';
import { receiptNumber } from './settled.ts';
import { fill, money, type Words, wordsFor } from './words.ts';

/** A running session is looked at again. */
const refreshSeconds = 15;
interface Told {
  words: Words;
  language: 'en' | 'de';
}

/** The page of a payment: what to do while it runs, the receipt afterwards. Whoever has the address may read it; it names no person and no card. */
export async function receiptPage(
  { db }: Pick<Context, 'db'>,
  key: string,
  acceptLanguage: string | undefined,
): Promise<{ status: number; body: string }> {
  const told = wordsFor(acceptLanguage);
  const { words, language } = told;
  const payment = await selectByReceipt(db, key);
  if (payment === undefined)
    return {
      status: 404,
      body: page({ title: words.unknown, language, body: html`<h1>${words.unknown}</h1><p>${words.unknownText}</p>` }),
    };
  const session = payment.sessionId === null ? undefined : await selectReceiptSession(db, payment.sessionId);
  const isOpen = payment.state === 'held' || payment.state === 'begun' || payment.state === 'owed';
  const title = session === undefined ? '' : `${session.operator}${session.site === null ? '' : ` · ${session.site}`}`;
  const body = html`<p class="soft">${title}</p><h1>${headline(payment, session, words)}</h1>${state(payment, session, told)}${session === undefined ? html`` : course(session, payment, told)}`;
  return { status: 200, body: page({ title: words.receipt, language, body, ...(isOpen ? { refreshSeconds } : {}) }) };
}

function headline({ state: is }: PaymentRow, session: ReceiptSession | undefined, words: Words): string {
  if (is === 'canceled') return words.canceled;
  if (session === undefined) return words.waiting;
  return session.endedAt === null ? words.charging : words.receipt;
}

function state(payment: PaymentRow, session: ReceiptSession | undefined, { words, language }: Told): Html {
  const { state: is, amount, owed, currency, stationId, evseId } = payment;
  const place = fill(words.place, { plug: evseId ?? '', station: stationId });
  if (is === 'canceled') return html`<p>${words.canceledText}</p>`;
  if (session === undefined) return html`<p>${fill(words.waitingText, { place })}</p>`;
  const sum = is === 'settled' ? amount : (owed ?? session.total);
  const label = is === 'settled' ? words.paid : session.endedAt === null ? words.soFar : words.toPay;
  const said = { owed: words.settling, failed: words.failed, rejected: words.rejected } as const;
  const note = is in said ? html`<p>${said[is as keyof typeof said]}</p>` : html``;
  const figure =
    sum === null || currency === null
      ? html``
      : html`<p class="big"><span class="soft">${label}</span> ${money(sum, currency, language)}</p>`;
  return html`${figure}${note}<p class="soft">${place}</p>`;
}

function course(session: ReceiptSession, { reference, vatNumber, owed, currency }: PaymentRow, told: Told): Html {
  const { words, language } = told;
  const at = (date: Date): string => date.toLocaleString(language, { timeZone: session.zone, dateStyle: 'medium', timeStyle: 'short' });
  const kwh = `${(session.energyWh / 1000).toLocaleString(language, { maximumFractionDigits: 3 })} kWh`;
  const row = (name: string, value: string): Html => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
  const facts = [
    row(words.began, at(session.startedAt)),
    ...(session.endedAt === null ? [] : [row(words.ended, at(session.endedAt))]),
    row(words.energy, kwh),
    ...(reference === null ? [] : [row(words.reference, reference)]),
    ...(vatNumber === null ? [] : [row(words.invoiceFor, vatNumber)]),
  ];
  const theirs =
    owed !== null && currency !== null
      ? html`<table><tr class="sum"><th scope="row">${words.total}</th><td>${money(owed, currency, language)}</td></tr></table>`
      : html``;
  const cost = session.isTheirs ? theirs : session.cost === null || session.endedAt === null ? html`` : costTable(session.cost, told);
  const number =
    session.endedAt === null ? html`` : html`<p class="soft">${fill(words.receiptNumber, { number: receiptNumber(session.id) })}</p>`;
  return html`<section><table class="facts">${facts}</table></section>${'html' in cost && cost.html !== '' ? html`<section>${cost}</section>` : html``}${number}`;
}

function costTable({ lines, taxes, net, total, payments, due, currency }: FullCost, { words, language }: Told): Html {
  const sum = (name: string, amount: string): Html =>
    html`<tr class="sum"><th scope="row">${name}</th><td>${money(amount, currency, language)}</td></tr>`;
  return html`<table>${lines.map((line) => html`<tr><th scope="row">${lineText(line, currency, { words, language })}</th><td>${money(line.amount, currency, language)}</td></tr>`)}
${sum(words.total, total)}${taxes.length === 0 ? html`` : html`<tr><th scope="row">${words.net}</th><td>${money(net, currency, language)}</td></tr>`}${taxes.map(
  ({ name, vat, tax }) =>
    html`<tr><th scope="row">${name} ${Number(vat).toLocaleString(language)} %</th><td>${money(tax, currency, language)}</td></tr>`,
)}${payments.map(({ name, amount }) => html`<tr><th scope="row">${fill(words.voucher.paid, { name })}</th><td>${money(`-${amount}`, currency, language)}</td></tr>`)}${payments.length === 0 ? html`` : sum(words.voucher.toPay, due)}</table>`;
}

function lineText({ type, name, price, quantity, unit }: FullLine, currency: string, { words, language }: Told): string {
  if (type === 'REDUCTION') return name === 'cancelled' ? words.cancelled : (name ?? words.line.REDUCTION);
  if (unit === 'session') return words.line[type];
  const digits = { maximumFractionDigits: 3 };
  const each = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 4 }).format(Number(price));
  return `${words.line[type]}: ${Number(quantity).toLocaleString(language, digits)} ${unit} × ${each}`;
}
