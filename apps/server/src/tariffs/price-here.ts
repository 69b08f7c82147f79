import type { priceAnswerRoutes } from '@stationmaster/contract';
import { isPlain, type Surroundings, slotAt } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { reductionsFor } from '../price-reductions/reductions.ts';
import { around } from '../prices/around.ts';
import { type Market, marketOf } from '../prices/market.ts';
import { vouchersFor } from '../vouchers/claim.ts';
import { bodyView } from './body.ts';
import { candidatesFor, holdsAt, nobody } from './book.ts';
import { attachedViews } from './candidates.ts';
import { factsFor } from './facts.ts';
import type { FrozenTariff } from './frozen.ts';
import { pricesNow } from './now.ts';
import { selectDriverId, selectGroupIds } from './payer.ts';
import { selectPlace } from './place-store.ts';
import { imaginedCost } from './preview.ts';

type Answer = Output<(typeof priceAnswerRoutes)['priceHere']>;
const iso = (at: number): string => new Date(at).toISOString();

/** What a driver would pay at a place at a time, and why: every tariff that is attached, in order, and the one that counts. */
export async function priceHere(
  { db: owner }: Pick<Context, 'db'>,
  call: Call,
  { params, query }: Pick<Input<(typeof priceAnswerRoutes)['priceHere']>, 'params' | 'query'>,
): Promise<Answer> {
  const { evseId, tokenId = null, groupIds, energyWh, chargingSeconds, idleSeconds } = query;
  const at = query.at === undefined ? call.now : Date.parse(query.at);
  const place = await call.tx((db) => selectPlace(db, params.stationId));
  const driverId = query.driverId ?? (await call.tx((db) => selectDriverId(db, tokenId)));
  const payer = {
    ...nobody,
    driverId,
    groupIds: groupIds === undefined ? await call.tx((db) => selectGroupIds(db, driverId)) : groupIds.split(',').map(Number),
  };
  const where = { tenantId: call.tenantId, siteId: place.siteId, stationId: place.id, evseId };
  const candidates = await candidatesFor(owner, where, payer);
  const used = candidates.find((candidate) => holdsAt(candidate, at)) ?? null;
  const views = await call.tx((db) => attachedViews(db, candidates, { used, at }));
  if (used === null) return { at: iso(at), tariff: null, candidates: views, now: [], cost: null, facts: null };
  const { tariff } = used;
  const market = await marketOf(owner, call.tenantId, call.now);
  const paymentKind = driverId === null && tokenId === null ? 'adHoc' : 'contract';
  const start = { ...where, zone: place.zone, market, connectorId: null, tokenId, at, payer, paymentKind };
  const facts = isPlain(tariff) ? { zone: place.zone } : await call.tx((db) => factsFor(db, tariff, start));
  const surroundings = around(facts, market);
  const beginning = { ...where, tokenId, at, payer };
  const reductions = [
    ...(await reductionsFor(owner, { ...beginning, sessionId: 0, zone: place.zone })),
    ...(await vouchersFor(owner, { ...beginning, reference: null, currency: tariff.currency })),
  ];
  return {
    at: iso(at),
    tariff: { ...bodyView(tariff), id: tariff.id, version: tariff.version, versionId: tariff.versionId },
    candidates: views,
    now: nowView(tariff, { around: surroundings, market, at }),
    cost: imaginedCost(tariff, { energyWh, chargingSeconds, idleSeconds }, { startedAt: at, around: surroundings, reductions }),
    facts: { ...facts },
  };
}

function nowView(
  tariff: FrozenTariff,
  { around: surroundings, market, at }: { around: Surroundings; market: Market; at: number },
): Answer['now'] {
  return pricesNow(tariff, surroundings, at).map(({ type, price, element, component }) => {
    const recipe = tariff.elements[element]?.priceComponents[component]?.recipe;
    const series = recipe === undefined ? undefined : market.series[recipe.series];
    const slot = series === undefined ? null : slotAt(series, at);
    const made =
      recipe === undefined || slot === null
        ? null
        : { series: recipe.series, from: iso(slot.from), until: iso(slot.until), value: slot.price };
    return { type, price, element, component, market: made };
  });
}
