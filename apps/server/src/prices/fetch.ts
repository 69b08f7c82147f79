import type { PriceSlot } from '@stationmaster/domain';
import { InnerAddress, outerAddress } from '../channels/address-guard.ts';
import type { Context } from '../context.ts';
import { SealBroken, unseal } from '../secrets/seal.ts';
import { refreshMarket } from './market.ts';
import { awattar } from './sources/awattar.ts';
import { entsoe } from './sources/entsoe.ts';
import { type Question, type SeriesSource, Unreadable, type Wanted } from './sources/source.ts';
import { tibber } from './sources/tibber.ts';
import { web } from './sources/web.ts';
import { insertSlots, noteFetch, type SeriesRow, takeDue } from './store.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'config' | 'log'>;
/** Text of an answer; throws a sentence for people. Tests put the recorded shapes of the real sources in its place. */
export type Asker = (question: Question) => Promise<string>;

const hour = 3_600_000;
/** Sources tell the day ahead about noon, and nobody minds being asked once an hour; aWATTar allows 100 a day. */
const everyMs = hour;
/** After a failure: 1, 2, 4 … minutes, at most an hour. */
const firstRetryMs = 60_000;
const longestAnswer = 5_000_000;

/** Job: asks the sources that are due and stores what they tell. Returns how many were asked. */
export async function fetchSeries(context: Needs, ask: Asker = askWeb): Promise<number> {
  const now = context.clock();
  const due = await takeDue(context.db, new Date(now), new Date(now + everyMs));
  await Promise.all(due.map((series) => fetchOne(context, series, ask)));
  return due.length;
}

/** Asks one source now; what went wrong stands in its row. */
export async function fetchOne(context: Needs, series: SeriesRow, ask: Asker = askWeb): Promise<void> {
  const { db, clock, log } = context;
  const at = clock();
  try {
    const slots = await slotsFrom(context, series, ask);
    await insertSlots(db, { seriesId: series.id, tenantId: series.tenant_id, slots, knownAt: at });
    await refreshMarket(db, series.tenant_id, at);
    await noteFetch(db, series.id, { at: new Date(at), nextAt: new Date(at + everyMs), failure: null });
  } catch (error) {
    const retry = Math.min(everyMs, firstRetryMs * 2 ** Math.min(10, series.failures));
    log.warn({ series: series.name, err: error }, 'priceSeries.failed');
    await noteFetch(db, series.id, { at: new Date(at), nextAt: new Date(at + retry), failure: sentence(error) });
  }
}

async function slotsFrom({ clock, config }: Needs, series: SeriesRow, ask: Asker): Promise<PriceSlot[]> {
  const secret = series.secret === null ? null : unseal(config, 'priceSeries', series.secret).toString();
  const from = Math.floor((clock() - 2 * 24 * hour) / hour) * hour;
  const wanted = { from, until: from + 4 * 24 * hour, timeZone: series.time_zone, secret };
  const { question, read } = sourceOf(series.source, wanted);
  // An address that a person typed must not lead into the network the server stands in, unless that is allowed.
  if (question !== null && series.source.kind === 'http') await outerAddress(new URL(question.url).hostname, config.privateTargets);
  return question === null ? [] : read(await ask(question));
}

function sourceOf(source: SeriesSource, wanted: Wanted): { question: Question | null; read: (text: string) => PriceSlot[] } {
  switch (source.kind) {
    case 'upload':
      return { question: null, read: () => [] };
    case 'http':
      return { question: web.ask(source, wanted), read: (text) => web.read(source, text, wanted) };
    case 'entsoe':
      return { question: entsoe.ask(source, wanted), read: (text) => entsoe.read(source, text, wanted) };
    case 'awattar':
      return { question: awattar.ask(source, wanted), read: (text) => awattar.read(source, text, wanted) };
    case 'tibber':
      return { question: tibber.ask(source, wanted), read: (text) => tibber.read(source, text, wanted) };
  }
}

async function askWeb({ url, method, headers, body }: Question): Promise<string> {
  const answer = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok && !answer.headers.get('content-type')?.includes('xml')) throw new Unreadable(`It answers with HTTP ${answer.status}.`);
  const text = await answer.text();
  if (text.length > longestAnswer) throw new Unreadable('The answer is longer than any list of prices.');
  return text;
}

function sentence(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  if (error instanceof SealBroken) return 'Its token was stored under another secret of this install; enter it again.';
  if (error instanceof InnerAddress) return 'Its address is of this machine or its network; PRIVATE_TARGETS allows that.';
  if (error instanceof Error && error.name === 'TimeoutError') return 'It did not answer within 30 seconds.';
  return 'It could not be reached.';
}
