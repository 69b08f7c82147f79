const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** Splits a whole sum by weights, to the unit, by the largest remainder; equal ones in order. Weights are not negative. */
export function shareOut(sum: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((total, weight) => total + weight, 0n);
  if (all === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (sum * weight) / all);
  const order = weights
    .map((weight, index) => ({ index, rest: size(sum * weight) % all }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  let left = sum - parts.reduce((total, part) => total + part, 0n);
  const unit = left < 0n ? -1n : 1n;
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + unit;
    left -= unit;
  }
  return parts;
}
