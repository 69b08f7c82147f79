/** TransactionLimitType of 2.1 (E16): money with tax in the tariff's currency, Wh, seconds, percent. */
export interface TransactionLimit {
  maxCost?: number;
  maxEnergy?: number;
  maxTime?: number;
  maxSoC?: number;
}
export const limitKinds = ['maxCost', 'maxEnergy', 'maxTime', 'maxSoC'] as const satisfies readonly (keyof TransactionLimit)[];

/** What the session is to end at, and what the station knows of it. Plain data, kept with the session. */
export interface LimitState {
  /** What we want; its answer is the last word. */
  ours: TransactionLimit;
  /** The number of the event whose answer told it: its repeat is told again. */
  toldAt?: number;
  /** What the payer can spend is in it: fixed when the session began. */
  isForPayer?: true;
}

/**
 * The limit narrowed to what the payer can spend, once: what is left afterwards falls while the session runs, its limit does not.
 * It is told anew then, also where another was told before.
 */
export function limitForPayer(known: LimitState | undefined, maxCost: number): LimitState {
  if (known?.isForPayer) return known;
  return { ours: { ...known?.ours, maxCost: Math.min(known?.ours.maxCost ?? maxCost, maxCost) }, isForPayer: true };
}

/** Those of these kinds; null: none. `kinds` null: the station has not said which it can. */
function ofKinds(limit: TransactionLimit, kinds: readonly string[] | null): TransactionLimit | null {
  const kept = limitKinds.flatMap((kind) => (limit[kind] === undefined || kinds?.includes(kind) === false ? [] : [[kind, limit[kind]]]));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/**
 * The limit to answer an event with; null: none. It is told once, and again when the station comes up with a higher one of
 * its own: ours is the last word (E16.FR.05). `theirs`: what the event told.
 */
export function limitToTell(
  { ours, toldAt }: LimitState,
  event: { seqNo: number; theirs: TransactionLimit | null; supported: readonly string[] | null },
): TransactionLimit | null {
  const { seqNo, theirs, supported } = event;
  if (toldAt === undefined || toldAt === seqNo) return ofKinds(ours, supported);
  if (theirs === null) return null;
  const higher = limitKinds.filter((kind) => ours[kind] !== undefined && (theirs[kind] ?? 0) > ours[kind]);
  return ofKinds(ours, supported === null ? higher : higher.filter((kind) => supported.includes(kind)));
}
