/** Sequence numbers seen, as rising ranges [from, to] that do not touch. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** More holes than this are not told apart; a station that counts so wildly does not count. */
const mostRanges = 32;

export function addNumber(ranges: Ranges, number: number): Ranges {
  if (hasNumber(ranges, number)) return ranges;
  const joined: [number, number][] = [];
  let [from, to] = [number, number];
  for (const range of ranges) {
    if (range[1] === from - 1) from = range[0];
    else if (range[0] === to + 1) to = range[1];
    else joined.push([range[0], range[1]]);
  }
  joined.push([from, to]);
  return joined.sort((left, right) => left[0] - right[0]).slice(-mostRanges);
}

export function hasNumber(ranges: Ranges, number: number): boolean {
  return ranges.some(([from, to]) => from <= number && number <= to);
}

/** 2.x E: all numbers between the first and the last must be there. */
export function hasGap(ranges: Ranges): boolean {
  return ranges.length > 1;
}

export function highest(ranges: Ranges): number | null {
  return ranges.at(-1)?.[1] ?? null;
}
