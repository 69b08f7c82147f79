import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TransactionLimit } from '@stationmaster/domain';
import type { Language } from '../channels/words.ts';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { around } from '../prices/around.ts';
import { marketOf } from '../prices/market.ts';
import { unseal } from '../secrets/seal.ts';
import { nobody, tariffFor } from '../tariffs/book.ts';
import { freeText, priceText } from '../tariffs/price-text.ts';
import { forgetVouchers } from '../vouchers/claim.ts';
import { redeemForGuest } from '../vouchers/guest.ts';
import { insertPayment } from './payment-store.ts';
import { providerOf } from './provider.ts';
import { publicAddress, receiptAddress } from './receipt.ts';
import { isTotp } from './totp.ts';
import { selectWebPlug, type WebPlug } from './web-store.ts';
import { guestAt } from './web-voucher.ts';

/** What the sealed secret of a station's QR code is bound to. */
export const sealedFor = 'webPayment';
/** How long the EVSE waits for who pays; and how long a page may lie open before its button is pressed. */
const lockSeconds = 180;
const ticketMs = 600_000;

/** What the address behind a QR code asks for. */
export interface Scanned {
  plug: WebPlug;
  evseId: number;
  limit: TransactionLimit;
}
export type Refusal = 'badAddress' | 'outOfDate' | 'notHere';

/**
 * 2.1 C25: reads the address behind a QR code, `/q/{chargingstationid}/{evse}?totp=…&version=…&maxenergy=…&maxtime=…&maxcost=…`, and checks its
 * one-time password. A station without a dynamic code has a static one, without a password.
 */
export async function readScan(
  { db, config, clock }: Pick<Context, 'db' | 'config' | 'clock'>,
  { pathname, query }: { pathname: string; query: URLSearchParams },
  /** It was checked before. */
  isKnown = false,
): Promise<Scanned | Refusal> {
  const [, station = '', evse = ''] = /^\/q\/([^/]{1,200})\/(\d{1,4})$/.exec(pathname) ?? [];
  const limit = limitOf(query);
  const evseId = Number(evse);
  if (station === '' || limit === null || evseId < 1) return 'badAddress';
  const plug = await selectWebPlug(db, decoded(station), evseId);
  if (plug === undefined) return 'badAddress';
  if (plug.setup !== null && !isKnown) {
    if ((query.get('version') ?? 'v1') !== 'v1') return 'badAddress';
    const secret = unseal(config, sealedFor, plug.setup.secret).toString();
    if (!isTotp({ ...plug.setup, secret }, query.get('totp') ?? '', clock())) return 'outOfDate';
  }
  return { plug, evseId, limit };
}

/** null: a limit that is none. */
function limitOf(query: URLSearchParams): TransactionLimit | null {
  const limit: Record<string, number> = {};
  for (const [name, kind] of [
    ['maxcost', 'maxCost'],
    ['maxenergy', 'maxEnergy'],
    ['maxtime', 'maxTime'],
  ] as const) {
    const text = query.get(name);
    if (text === null || text === '') continue;
    const pattern = kind === 'maxCost' ? /^\d{1,6}(\.\d{1,2})?$/ : /^\d{1,9}$/;
    if (!pattern.test(text) || Number(text) <= 0) return null;
    limit[kind] = Number(text);
  }
  return limit;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Can somebody begin there by a payment now? */
export function isPayable({ gateway, config }: Pick<Context, 'gateway' | 'config'>, { plug, evseId }: Scanned): boolean {
  const state = gateway.peek(plug.stationRow);
  if (providerOf(config) === null || state === undefined || state.phase !== 'accepted' || state.version !== 'ocpp2.1') return false;
  for (const session of state.sessions.values())
    if (session.status === 'active' && session.evseId === evseId && session.idToken !== null) return false;
  return true;
}

/** The price there now in few words. */
export async function priceThere(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { plug, evseId }: Scanned,
  language: Language,
): Promise<string> {
  const { tenantId, siteId, stationRow, zone } = plug;
  const at = clock();
  const tariff = await tariffFor(db, { tenantId, siteId, stationId: stationRow, evseId }, { payer: nobody, at });
  return tariff === null
    ? freeText(language)
    : priceText(tariff, { around: around({ zone }, await marketOf(db, tenantId, at)), at, language });
}

/** What is to be held: what we ask for, or less where the driver wants to spend less. */
export function holdOf({ config }: Pick<Context, 'config'>, { limit }: Scanned): string {
  return String(Math.min(config.paymentHold, limit.maxCost ?? config.paymentHold));
}

/** Who has seen the page may press its button for ten minutes, though the password has changed meanwhile. */
export function ticketFor({ config, clock }: Pick<Context, 'config' | 'clock'>, scanned: Scanned): string {
  const until = clock() + ticketMs;
  return `${until}.${signatureOf(config, scanned, until)}`;
}

export function isTicket({ config, clock }: Pick<Context, 'config' | 'clock'>, scanned: Scanned, ticket: string): boolean {
  const [until = '', signature = ''] = ticket.split('.');
  const right = Buffer.from(signatureOf(config, scanned, Number(until)));
  const given = Buffer.from(signature);
  return Number(until) > clock() && given.length === right.length && timingSafeEqual(given, right);
}

function signatureOf({ secretKey }: Context['config'], { plug, evseId, limit }: Scanned, until: number): string {
  return createHmac('sha256', secretKey)
    .update(JSON.stringify(['webTicket', plug.stationRow, evseId, limit, until]))
    .digest('base64url');
}

/**
 * The plug waits for who pays now, and the driver goes on to the payment provider: where to. null: nobody takes payments. With a voucher
 * it is the payment's from here on. Failures as `redeemForGuest`, and then nothing was begun.
 */
export async function beginWeb(
  context: Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>,
  scanned: Scanned,
  /** '': none. */
  voucher = '',
): Promise<string | null> {
  const provider = providerOf(context.config);
  if (provider === null) return null;
  const { plug, evseId, limit } = scanned;
  const { tenantId, stationRow, stationId, currency } = plug;
  const key = randomBytes(18).toString('base64url');
  await context.db.transaction().execute(async (db) => {
    const paymentId = await insertPayment(db, {
      ...{ tenantId, stationRow, stationId, evseId, reference: null, way: 'web', settledBy: 'us', provider: provider.name },
      ...{ state: 'begun', held: null, currency, asked: limit, receiptKey: key, at: context.clock() },
    });
    if (voucher !== '' && paymentId !== undefined) await redeemForGuest(context, db, { ...guestAt(context, scanned, voucher), paymentId });
  });
  if (voucher !== '') forgetVouchers(context.db);
  await lock(context, { tenantId, stationId, evseId }, lockSeconds);
  const { address } = await provider.begin({
    key,
    hold: { amount: holdOf(context, scanned), currency },
    returnTo: receiptAddress(context.config, key),
  });
  return address.startsWith('/') ? publicAddress(context.config, address) : address;
}

/** 2.1 NotifyWebPaymentStarted: nobody else begins there for so long; 0: anybody again. A station that knows no such lock goes without. */
export async function lock(
  context: Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>,
  { tenantId, stationId, evseId }: { tenantId: number; stationId: string; evseId: number },
  timeoutSeconds: number,
): Promise<void> {
  await ownCommand(context, { identity: stationId, tenantId }, { verb: 'notifyWebPaymentStarted', evseId, timeoutSeconds });
}
