import type { Instant } from '../reading.ts';
import { type Compiled, laneOf, type Rate } from './compile.ts';
import { counterOf } from './conditions.ts';
import { absoluteCuts, type Cut, cutsOf, elementClock, inOrder, type Marks, type Piece, type Standing } from './cuts.ts';
import { priceOf, slotAt } from './recipe.ts';
import type { PeriodState, PriceSlot, SessionPeriod, Surroundings } from './use.ts';

/** Where a share comes from. */
export interface Span {
  from: Instant;
  until: Instant;
  /** mWh, ms or 1. */
  quantity: number;
  /** The market slot that made the price. */
  market: PriceSlot | null;
  first: SessionPeriod;
  last: SessionPeriod;
}
/** What one price of one component was paid for. */
export interface Share {
  rate: Rate;
  /** Millionths. */
  price: bigint;
  /** mWh, ms or 1. */
  quantity: number;
  /** How much of it is rounding up to whole steps. */
  added: number;
  spans: Span[];
}
/** A stretch in which every price stays the same. */
export interface Segment {
  from: Instant;
  until: Instant;
  state: PeriodState;
  /** mWh */
  energy: number;
  peakW: number | null;
  /** By lane. */
  shares: readonly (Share | undefined)[];
}
export interface Measured {
  shares: readonly Share[];
  /** By lane: the share that was used last. */
  last: readonly (Share | undefined)[];
  segments: readonly Segment[];
  /** A car was there, not only a reservation. */
  hasSession: boolean;
}

/** Which lanes a state is charged in. FLAT comes with each of them, once. */
const lanesOf: Record<PeriodState, readonly number[]> = {
  charging: [laneOf.ENERGY, laneOf.TIME, laneOf.CHARGING_TIME, laneOf.FLAT],
  paused: [laneOf.ENERGY, laneOf.TIME, laneOf.PARKING_TIME, laneOf.FLAT],
  idle: [laneOf.ENERGY, laneOf.TIME, laneOf.PARKING_TIME, laneOf.FLAT],
  reserved: [laneOf.RESERVED_TIME, laneOf.RESERVED_FLAT],
  expired: [laneOf.RESERVED_TIME, laneOf.RESERVED_FLAT],
};
const lanesAfterEnd = [...lanesOf.idle, laneOf.IDLE_TIME];
const isReserved = (state: PeriodState): boolean => state === 'reserved' || state === 'expired';
/** Whole mWh, as fine as the database keeps; below zero or not a number counts as 0. */
const mWh = (wh: number): number => (Number.isFinite(wh) && wh > 0 ? Math.round(wh * 1000) : 0);

/**
 * A session cut wherever a price may change, and how much of what was used at which price. Energy is split in proportion to
 * time between two readings, at a threshold of energy exactly there; parts are whole mWh and ms and add up to the whole.
 */
export function measure(given: readonly SessionPeriod[], tariff: Compiled, around: Surroundings): Measured {
  const periods = inOrder(given);
  const walk = new Walk(periods, tariff, around);
  for (const period of periods) walk.pass(period);
  return walk;
}

class Walk implements Measured {
  readonly shares: Share[] = [];
  readonly last: (Share | undefined)[] = [];
  readonly segments: Segment[] = [];
  readonly hasSession: boolean;
  readonly #tariff: Compiled;
  readonly #around: Surroundings;
  readonly #marks: Marks;
  readonly #holds: (at: Instant) => readonly boolean[];
  readonly #sessionAt: Instant;
  readonly #reservedAt: Instant;
  /** The charge has ended here; never without one. */
  readonly #chargeEnd: Instant;
  readonly #standing: Standing = { energy: 0, charging: 0, idle: 0, sinceEnd: 0 };
  readonly #byKey = new Map<string | number, Share>();
  /** Values of the counters at one moment. */
  readonly #values = [0, 0, 0, 0, 0, 0, 0];

  constructor(periods: readonly SessionPeriod[], tariff: Compiled, around: Surroundings) {
    this.#tariff = tariff;
    this.#around = around;
    const session = periods.find((period) => !isReserved(period.state));
    const from = periods[0]?.start ?? 0;
    this.hasSession = session !== undefined;
    this.#sessionAt = session?.start ?? from;
    this.#reservedAt = periods.find((period) => isReserved(period.state))?.start ?? from;
    const hasCharged = periods.some((period) => period.state === 'charging');
    const lastActive = periods.findLast((period) => period.state === 'charging' || period.state === 'paused');
    this.#chargeEnd = hasCharged && lastActive !== undefined ? lastActive.end : Number.POSITIVE_INFINITY;
    const until = periods.reduce((latest, period) => Math.max(latest, period.end), from);
    const absolute = absoluteCuts(tariff, around, { from, until, begins: [...new Set([this.#sessionAt, this.#reservedAt])] });
    this.#holds = elementClock(tariff, around, absolute);
    this.#marks = { thresholds: tariff.thresholds, absolute };
  }

  pass(period: SessionPeriod): void {
    const { state } = period;
    const [start, end] = [Math.round(period.start), Math.round(period.end)];
    const isIdle = state === 'idle' || state === 'paused';
    const piece: Piece = {
      start,
      end: Math.max(start, end),
      energy: isReserved(state) ? 0 : mWh(period.energyWh),
      isCharging: state === 'charging',
      isIdle,
      isAfterEnd: state === 'idle' && start >= this.#chargeEnd,
    };
    const standing = this.#standing;
    let left: Cut = { at: start, energy: 0 };
    for (const right of cutsOf(piece, standing, this.#marks)) {
      this.#segment(period, piece, { left, right });
      left = right;
    }
    const time = piece.end - start;
    standing.energy += piece.energy;
    if (piece.isCharging) standing.charging += time;
    if (piece.isIdle) standing.idle += time;
    if (piece.isAfterEnd) standing.sinceEnd += time;
  }

  #segment(period: SessionPeriod, piece: Piece, { left, right }: { left: Cut; right: Cut }): void {
    this.#setValues(period, piece, left);
    const holds = this.#holds(left.at);
    const candidates = period.state === 'expired' ? this.#tariff.expired : this.#tariff.rates;
    const shares: (Share | undefined)[] = [];
    const time = right.at - left.at;
    const energy = right.energy - left.energy;
    for (const lane of piece.isAfterEnd ? lanesAfterEnd : lanesOf[period.state]) {
      const isFlat = lane === laneOf.FLAT || lane === laneOf.RESERVED_FLAT;
      if (isFlat && this.last[lane] !== undefined) continue;
      const rate = candidates[lane]?.find((candidate) => holds[candidate.element] === true && this.#passes(candidate));
      if (rate === undefined) continue;
      const market = this.#market(rate, left.at);
      const share = this.#share(rate, market);
      const quantity = isFlat ? 1 : lane === laneOf.ENERGY ? energy : time;
      if (quantity > 0 || this.last[lane] === undefined) this.last[lane] = share;
      share.quantity += quantity;
      addSpan(share, { from: left.at, until: isFlat ? left.at : right.at, quantity, market, first: period, last: period });
      shares[lane] = share;
    }
    this.#addSegment({ from: left.at, until: right.at, state: period.state, energy, peakW: period.peakW ?? null, shares });
  }

  #setValues(period: SessionPeriod, piece: Piece, { at, energy }: Cut): void {
    const values = this.#values;
    const standing = this.#standing;
    const since = at - piece.start;
    const time = piece.end - piece.start;
    values[counterOf.energy] = standing.energy + energy;
    values[counterOf.duration] = at - (isReserved(period.state) ? this.#reservedAt : this.#sessionAt);
    values[counterOf.charging] = standing.charging + (piece.isCharging ? since : 0);
    values[counterOf.idle] = standing.idle + (piece.isIdle ? since : 0);
    values[counterOf.sinceEnd] = standing.sinceEnd + (piece.isAfterEnd ? since : 0);
    values[counterOf.power] = period.powerW ?? (time > 0 ? (piece.energy * 3600) / time : Number.NaN);
    values[counterOf.current] = period.currentA ?? Number.NaN;
  }

  #passes({ checks }: Rate): boolean {
    for (const { counter, min, max } of checks) {
      const value = this.#values[counter] ?? Number.NaN;
      if (!(value >= min && value < max)) return false;
    }
    return true;
  }

  #market({ recipe }: Rate, at: Instant): PriceSlot | null {
    const series = recipe === null ? undefined : this.#around.series?.[recipe.series];
    if (recipe === null || series === undefined) return null;
    return slotAt(series, recipe.lock === 'market' ? at : this.#sessionAt);
  }

  #share(rate: Rate, market: PriceSlot | null): Share {
    const price = rate.recipe === null || market === null ? rate.price : priceOf(rate.recipe, market);
    const key = rate.recipe === null ? rate.id : `${rate.id}:${price}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    const made: Share = { rate, price, quantity: 0, added: 0, spans: [] };
    this.#byKey.set(key, made);
    this.shares.push(made);
    return made;
  }

  #addSegment(segment: Segment): void {
    const before = this.segments.at(-1);
    const isSame = before?.state === segment.state && before.until === segment.from && sameShares(before.shares, segment.shares);
    if (!isSame) {
      this.segments.push(segment);
      return;
    }
    before.until = segment.until;
    before.energy += segment.energy;
    if (segment.peakW !== null) before.peakW = Math.max(before.peakW ?? 0, segment.peakW);
  }
}

function addSpan({ spans }: Share, span: Span): void {
  const before = spans.at(-1);
  if (before === undefined || before.until !== span.from || before.market !== span.market) {
    spans.push(span);
    return;
  }
  before.until = span.until;
  before.quantity += span.quantity;
  before.last = span.last;
}

/** FLAT is charged in one moment and does not part what comes before from what comes after. */
function sameShares(before: Segment['shares'], after: Segment['shares']): boolean {
  for (let lane = 0; lane < laneOf.RESERVED_FLAT; lane++) if (lane !== laneOf.FLAT && before[lane] !== after[lane]) return false;
  return true;
}
