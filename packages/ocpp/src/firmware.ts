/** A range of firmware versions. One without a bound is open on that side. */
export interface FirmwareRange {
  /** The first that is in it. */
  from?: string;
  /** The first that is no longer in it. */
  below?: string;
}

/**
 * Orders firmware versions as makers write them: negative when `one` is older, 0 when they are the
 * same. Numbers count as numbers (1.10 is after 1.9), a missing part as 0, letters in front ("v", "FW")
 * and what follows a "+" not at all; "rc", "beta" and the like are before the release, other words after it.
 */
export function compareFirmware(one: string, other: string): number {
  const ours = partsOf(one);
  const theirs = partsOf(other);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const order = compareParts(ours[index] ?? none, theirs[index] ?? none);
    if (order !== 0) return order;
  }
  return 0;
}

export function isWithin({ from, below }: FirmwareRange, version: string): boolean {
  return (from === undefined || compareFirmware(version, from) >= 0) && (below === undefined || compareFirmware(version, below) < 0);
}

/** `rank` decides between kinds: a word before the release, nothing (or 0), another word, a number. */
type Part = { rank: 0 | 1 | 2 | 3; number: bigint; word: string };

const none: Part = { rank: 1, number: 0n, word: '' };
const beforeRelease = new Set(['alpha', 'beta', 'dev', 'pre', 'preview', 'rc', 'snapshot']);
/** Longer ones are no versions; it also bounds the work for a text that a station chose. */
const longest = 100;

function partsOf(version: string): Part[] {
  const [text = ''] = version.slice(0, longest).toLowerCase().split('+');
  return (text.replace(/^[^\d]+(?=\d)/, '').match(/\d+|[a-z]+/g) ?? []).map(partOf);
}

function partOf(text: string): Part {
  if (/^\d/.test(text)) {
    const number = BigInt(text);
    return number === 0n ? none : { rank: 3, number, word: '' };
  }
  return { rank: beforeRelease.has(text) ? 0 : 2, number: 0n, word: text };
}

function compareParts(one: Part, other: Part): number {
  if (one.rank !== other.rank) return one.rank - other.rank;
  if (one.number !== other.number) return one.number < other.number ? -1 : 1;
  return one.word < other.word ? -1 : Number(one.word > other.word);
}
