import { type FullTariff, toOcppTariff } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { around } from '../prices/around.ts';
import { marketOf } from '../prices/market.ts';
import { nobody, tariffFor } from './book.ts';
import type { FrozenTariff } from './frozen.ts';
import { idlePrice, pricesNow } from './now.ts';
import { freeText, longest, priceText } from './price-text.ts';
import { type Listener, noteTold, selectListeners, splitTold } from './tell-store.ts';

type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;
type Told = { outcome: 'told' | 'refused' | 'unsuited'; reason: string | null };

/**
 * Job: stations that can show or reckon prices are told those that hold at them, once for each version: 2.1 its default tariffs (I07),
 * 2.0.1 the text that drivers see before they are known (TariffCostCtrlr.TariffFallbackMessage), 1.6 DefaultPrice of the California
 * pricing requirements. Returns how many places were told.
 */
export async function tellTariffs(context: Needs): Promise<number> {
  const listeners = (await selectListeners(context.db)).filter(({ stationId }) => context.gateway.peek(stationId)?.phase === 'accepted');
  const counts = await Promise.all(listeners.map((listener) => tellStation(context, listener)));
  return counts.reduce((sum, count) => sum + count, 0);
}

interface Placed {
  /** 0: the whole station. */
  evseId: number;
  tariff: FrozenTariff | null;
}
const versionOf = ({ tariff }: Placed): number | null => tariff?.versionId ?? null;

/** One tariff for the whole station where its EVSE have the same; else each its own. */
async function tellStation(context: Needs, listener: Listener): Promise<number> {
  const placed = await tariffsOf(context, listener);
  const [first] = placed;
  if (first === undefined) return 0;
  if (placed.every((one) => versionOf(one) === versionOf(first))) return await tellWhole(context, listener, first.tariff);
  const { told } = listener;
  const known = (evseId: number): number | null | undefined => told[String(evseId)] ?? told['0'];
  const due = placed.filter((one) => isNew(known(one.evseId), versionOf(one)));
  if (due.length === 0) return 0;
  // What the whole station was told is from now on what each EVSE was told.
  if (told['0'] !== undefined) await splitTold(context.db, listener);
  return listener.way === 'tariff' ? await tellEach(context, listener, due) : await tellWords(context, listener, placed);
}

async function tellWhole(context: Needs, listener: Listener, tariff: FrozenTariff | null): Promise<number> {
  const place = { evseId: 0, tariff };
  const { told } = listener;
  const { '0': whole, ...evses } = told;
  const isSplit = Object.keys(evses).length > 0;
  if (!isSplit && !isNew(whole, versionOf(place))) return 0;
  const answer =
    listener.way === 'tariff'
      ? await tellTariff(context, listener, place)
      : await tellText(context, listener, await wordsOf(context, listener, tariff));
  if (answer === null) return 0;
  await note(context, listener, { ...place, ...answer });
  return 1;
}

async function tellEach(context: Needs, listener: Listener, due: readonly Placed[]): Promise<number> {
  let count = 0;
  for (const place of due) {
    const answer = await tellTariff(context, listener, place);
    if (answer === null) continue;
    await note(context, listener, { ...place, ...answer });
    count++;
  }
  return count;
}

/** A text is for the whole station: where its EVSE differ, it says the price of each. */
async function tellWords(context: Needs, listener: Listener, placed: readonly Placed[]): Promise<number> {
  const answer = await tellText(context, listener, await wordsOfEach(context, listener, placed));
  if (answer === null) return 0;
  for (const place of placed) await note(context, listener, { ...place, ...answer });
  return 1;
}

/** Nothing is taken away where nothing was said. */
function isNew(known: number | null | undefined, versionId: number | null): boolean {
  return known !== versionId && !(known === undefined && versionId === null);
}

async function note({ db, clock }: Needs, listener: Listener, { evseId, tariff, ...told }: Placed & Told): Promise<void> {
  await noteTold(db, { ...listener, evseId, versionId: tariff?.versionId ?? null, ...told, at: new Date(clock()) });
}

async function tariffsOf({ db, clock }: Needs, { tenantId, siteId, stationId, evses }: Listener): Promise<Placed[]> {
  const at = clock();
  return await Promise.all(
    evses.map(async (evseId) => ({ evseId, tariff: await tariffFor(db, { tenantId, siteId, stationId, evseId }, { payer: nobody, at }) })),
  );
}

async function tellText(context: Needs, listener: Listener, value: string): Promise<Told | null> {
  const variable =
    listener.way === 'fallback'
      ? { component: 'TariffCostCtrlr', variable: 'TariffFallbackMessage' }
      : { component: '', variable: 'DefaultPrice' };
  return await sent(context, listener, { verb: 'writeConfiguration', variables: [{ ...variable, value }] });
}

/** `1: 0.40 EUR/kWh; 2: 0.60 EUR/kWh`. The figures that 1.6 has fields for would be those of one EVSE only, and are left out. */
async function wordsOfEach({ db, clock }: Needs, { tenantId, zone, way }: Listener, placed: readonly Placed[]): Promise<string> {
  const at = clock();
  const surroundings = around({ zone }, await marketOf(db, tenantId, at));
  const words = placed.map(
    ({ evseId, tariff }) => `${evseId}: ${tariff === null ? freeText() : priceText(tariff, { around: surroundings, at })}`,
  );
  const text = words.join('; ').slice(0, longest);
  return way === 'fallback' ? text : JSON.stringify({ priceText: text });
}

async function wordsOf({ db, clock }: Needs, { tenantId, zone, way }: Listener, tariff: FrozenTariff | null): Promise<string> {
  if (tariff === null) return '';
  const at = clock();
  const surroundings = around({ zone }, await marketOf(db, tenantId, at));
  const text = priceText(tariff, { around: surroundings, at });
  if (way === 'fallback') return text;
  return JSON.stringify({ priceText: text, ...costPrices(tariff, { around: surroundings, at }) });
}

/** chargingPrice and idlePrice of the California pricing requirements. */
export function costPrices(
  tariff: FullTariff,
  { around: surroundings, at }: { around: ReturnType<typeof around>; at: number },
): Record<string, unknown> {
  const now = pricesNow(tariff, surroundings, at);
  const of = (...types: string[]): number => Number(now.find(({ type }) => types.includes(type))?.price ?? 0);
  const idle = idlePrice(tariff);
  return {
    chargingPrice: { kWhPrice: of('ENERGY'), hourPrice: of('TIME', 'CHARGING_TIME'), flatFee: of('FLAT') },
    ...(idle === null ? {} : { idlePrice: { graceMinutes: Math.ceil(idle.graceSeconds / 60), hourPrice: Number(idle.price) } }),
  };
}

/** A tariff that OCPP would change is not given: the driver would be shown another price than is charged. */
async function tellTariff(context: Needs, listener: Listener, { evseId, tariff }: Placed): Promise<Told | null> {
  const projected = tariff === null ? null : toOcppTariff(tariff, `${tariff.id}.${tariff.version}`);
  const changed = projected?.losses.find(({ kind }) => kind === 'changed');
  if (projected === null || changed !== undefined) {
    const cleared = Object.values(listener.told).every((known) => known === null)
      ? null
      : await sent(context, listener, { verb: 'clearTariffs', ...(evseId > 0 ? { evseId } : {}) });
    if (projected === null) return cleared;
    return { outcome: 'unsuited', reason: changed?.message ?? null };
  }
  return await sent(context, listener, { verb: 'setDefaultTariff', evseId, tariff: { ...projected.value } });
}

/** null: it went away meanwhile, and is told when it is back. */
async function sent(context: Needs, { identity, tenantId }: Listener, request: Parameters<typeof ownCommand>[2]): Promise<Told | null> {
  const progress = await ownCommand(context, { identity, tenantId }, request);
  if (progress === undefined || progress.answeredAt === null) return null;
  const isTold = progress.status === 'accepted' || progress.status === 'confirmed';
  return { outcome: isTold ? 'told' : 'refused', reason: progress.reason };
}
