import type { priceAnswerRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { around } from '../prices/around.ts';
import { marketOf } from '../prices/market.ts';
import { type Candidate, candidatesFor, holdsAt, nobody } from './book.ts';
import { outcomeOf } from './candidates.ts';
import { selectHolidays } from './facts-store.ts';
import { pricesNow } from './now.ts';
import { type EvseFilter, type EvseRow, selectEvses } from './place-store.ts';

type Needs = Pick<Context, 'db'>;
type Query = Input<(typeof priceAnswerRoutes)['listPlacePrices']>['query'];
type Answer = Output<(typeof priceAnswerRoutes)['listPlacePrices']>;
type PriceNow = Answer['items'][number]['now'];
type Key = readonly [station: number, evse: number];

/** The book of tariffs is in memory: a place costs no query of its own, and so many are fetched with one. */
const large = 2000;

interface Placed {
  row: EvseRow;
  candidates: readonly Candidate[];
  used: Candidate | null;
}

/** A page of the price map: EVSE with the tariff that holds there at a moment, its prices, and what is passed over. */
export async function listPlaces(context: Needs, call: Call, query: Query): Promise<Answer> {
  const { limit, cursor, tariffId, unpriced } = query;
  const at = momentOf(query, call);
  const rows: Placed[] = [];
  const after = decodeCursor(cursor, ['number', 'number']);
  // What is filtered here is looked for in many; else so many are fetched as are shown.
  const batch = tariffId === undefined && unpriced !== true ? limit + 1 : large;
  const isAsked = ({ used }: Placed): boolean =>
    (tariffId === undefined || used?.tariff.id === tariffId) && (unpriced !== true || used === null);
  for await (const placed of everyPlace(context, call, { ...query, at, after, batch })) {
    if (isAsked(placed)) rows.push(placed);
    if (rows.length > limit) break;
  }
  const prices = await pricesOf(context, call, { rows: rows.slice(0, limit), at });
  const view = ({ row: { stationRow: _, zone: _zone, ...row }, candidates, used }: Placed): Answer['items'][number] => ({
    ...row,
    tariffId: used?.tariff.id ?? null,
    tariffName: used?.tariff.name ?? null,
    target: used?.target ?? null,
    currency: used?.tariff.currency ?? null,
    now: used === null ? [] : (prices.get(priceKey(used, row.siteId)) ?? []),
    passedOver: candidates.flatMap((candidate) => {
      const { target, tariff } = candidate;
      return candidate === used
        ? []
        : [{ target, tariffId: tariff.id, tariffName: tariff.name, outcome: outcomeOf(candidate, { used, at }) }];
    }),
  });
  return pageOf(rows, { limit, view, key: ({ row }) => [row.stationRow, row.evseId] });
}

/** The same in figures. */
export async function sumPlaces(
  context: Needs,
  call: Call,
  query: Input<(typeof priceAnswerRoutes)['sumPlacePrices']>['query'],
): Promise<Output<(typeof priceAnswerRoutes)['sumPlacePrices']>> {
  const counts = new Map<number | null, { tariffName: string; evses: number }>();
  let evses = 0;
  for await (const { used } of everyPlace(context, call, { ...query, at: momentOf(query, call), after: null, batch: large })) {
    evses++;
    const id = used?.tariff.id ?? null;
    const count = counts.get(id) ?? { tariffName: used?.tariff.name ?? '', evses: 0 };
    count.evses++;
    counts.set(id, count);
  }
  const tariffs = [...counts].flatMap(([tariffId, count]) => (tariffId === null ? [] : [{ tariffId, ...count }]));
  return { evses, unpriced: counts.get(null)?.evses ?? 0, tariffs: tariffs.sort((a, b) => b.evses - a.evses) };
}

const momentOf = ({ at }: { at?: string | undefined }, call: Call): number => (at === undefined ? call.now : Date.parse(at));

async function* everyPlace(
  { db }: Needs,
  call: Call,
  { siteId, search, at, after, batch }: Partial<EvseFilter> & { at: number; after: Key | null; batch: number },
): AsyncGenerator<Placed> {
  let last = after;
  for (;;) {
    const rows = await call.tx((tx) => selectEvses(tx, { siteId, search, after: last, limit: batch }));
    for (const row of rows) {
      const place = { tenantId: call.tenantId, siteId: row.siteId, stationId: row.stationRow, evseId: row.evseId };
      const candidates = await candidatesFor(db, place, nobody);
      yield { row, candidates, used: candidates.find((candidate) => holdsAt(candidate, at)) ?? null };
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < batch) return;
    last = [end.stationRow, end.evseId];
  }
}

/** Few tariffs price many places: each is asked once for each site, by its clock and its holidays. */
async function pricesOf({ db }: Needs, call: Call, { rows, at }: { rows: readonly Placed[]; at: number }): Promise<Map<string, PriceNow>> {
  const prices = new Map<string, PriceNow>();
  const market = await marketOf(db, call.tenantId, call.now);
  for (const { row, used } of rows) {
    if (used === null || prices.has(priceKey(used, row.siteId))) continue;
    const { siteId, zone } = row;
    const asksForHolidays = used.tariff.elements.some(({ restrictions }) => restrictions?.holidays !== undefined);
    const holidays = !asksForHolidays ? [] : await call.tx((tx) => selectHolidays(tx, { tenantId: call.tenantId, siteId, at }));
    const now = pricesNow(used.tariff, around({ zone, holidays }, market), at);
    prices.set(
      priceKey(used, siteId),
      now.map(({ type, price }) => ({ type, price })),
    );
  }
  return prices;
}

const priceKey = ({ tariff }: Candidate, siteId: number | null): string => `${tariff.versionId}/${siteId ?? ''}`;
