import { minorUnit } from '@stationmaster/domain';

/** Sums in whole minor units as text: JSON has no numbers that large. */
export interface Share {
  name: string;
  sessions: number;
  before: string;
  after: string;
}
export interface Tally {
  before: string;
  after: string;
  more: { sessions: number; amount: string };
  less: { sessions: number; amount: string };
  same: number;
  unpriced: number;
  cards: Record<string, Share>;
  sites: Record<string, Share>;
}
export interface Outcome {
  /** Total of before; null: it had no price. */
  before: string | null;
  after: string;
  card: { key: string; name: string };
  site: { key: string; name: string };
}

export const emptyTally: Tally = {
  before: '0',
  after: '0',
  more: { sessions: 0, amount: '0' },
  less: { sessions: 0, amount: '0' },
  same: 0,
  unpriced: 0,
  cards: {},
  sites: {},
};
/** Of each sign: whoever is told apart. */
const mostShown = 25;
/** A network may have more cards than a row should hold; whoever changes least is let go. */
const mostCards = 5_000;

/** A tally as bigints, while sessions are counted. */
export class Count {
  readonly #tally: Tally;
  readonly #digits: number;

  constructor(tally: Tally, currency: string) {
    this.#tally = structuredClone(tally);
    this.#digits = minorUnit(currency);
  }

  add({ before: told, after: text, card, site }: Outcome): void {
    const tally = this.#tally;
    const before = told === null ? 0n : this.#minor(told);
    const after = this.#minor(text);
    tally.before = plus(tally.before, before);
    tally.after = plus(tally.after, after);
    if (told === null) tally.unpriced++;
    if (before === after) tally.same++;
    else {
      const side = after > before ? tally.more : tally.less;
      side.sessions++;
      side.amount = plus(side.amount, after > before ? after - before : before - after);
    }
    for (const [shares, { key, name }] of [
      [tally.cards, card],
      [tally.sites, site],
    ] as const) {
      const share = shares[key] ?? { name, sessions: 0, before: '0', after: '0' };
      shares[key] = share;
      share.sessions++;
      share.before = plus(share.before, before);
      share.after = plus(share.after, after);
    }
  }

  /** To be stored. */
  get tally(): Tally {
    const cards = Object.entries(this.#tally.cards);
    if (cards.length > mostCards)
      this.#tally.cards = Object.fromEntries(cards.sort(([, a], [, b]) => moved(b) - moved(a)).slice(0, mostCards / 2));
    return this.#tally;
  }

  #minor(text: string): bigint {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(this.#digits, '0').slice(0, this.#digits));
  }
}

/** As the API shows it: amounts in the currency, those first whose sum moves most. */
export function tallyView({ before, after, more, less, same, unpriced, cards, sites }: Tally, currency: string) {
  const digits = minorUnit(currency);
  const text = (minor: string): string => amount(minor, digits);
  const list = (shares: Record<string, Share>) =>
    Object.values(shares)
      .sort((a, b) => moved(b) - moved(a))
      .slice(0, mostShown)
      .map((share) => ({ ...share, before: text(share.before), after: text(share.after) }));
  return {
    currency,
    before: text(before),
    after: text(after),
    more: { ...more, amount: text(more.amount) },
    less: { ...less, amount: text(less.amount) },
    same,
    unpriced,
    cards: list(cards),
    sites: list(sites),
  };
}

const plus = (sum: string, more: bigint): string => String(BigInt(sum) + more);
const moved = ({ before, after }: Share): number => Math.abs(Number(BigInt(after) - BigInt(before)));

function amount(minor: string, digits: number): string {
  const sign = minor.startsWith('-') ? '-' : '';
  const text = minor.replace('-', '').padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
