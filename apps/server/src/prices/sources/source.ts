import type { seriesSource } from '@stationmaster/contract';
import type { PriceSlot } from '@stationmaster/domain';
import type { z } from 'zod';

export type SeriesSource = z.output<typeof seriesSource>;
export type SourceOf<K extends SeriesSource['kind']> = Extract<SeriesSource, { kind: K }>;

/** What is asked for: slots that begin from one moment until another, epoch ms. */
export interface Wanted {
  from: number;
  until: number;
  timeZone: string;
  secret: string | null;
}
export interface Question {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}
/** A source in its own words: what is asked, and how its answer is read. Values a kWh. Neither touches the network. */
export interface Source<K extends SeriesSource['kind']> {
  ask: (source: SourceOf<K>, wanted: Wanted) => Question;
  /** Throws `Unreadable`, with a sentence for people. An empty list: not published yet. */
  read: (source: SourceOf<K>, text: string, wanted: Wanted) => PriceSlot[];
}

/** An answer that is not what the source has told so far. */
export class Unreadable extends Error {}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('The answer is not JSON.');
  }
}

/** Sorted, without what overlaps an earlier one; whatever ends before it begins is left out. */
export function inOrder(slots: readonly PriceSlot[]): PriceSlot[] {
  const sorted = slots.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from || a.until - b.until);
  let last = Number.NEGATIVE_INFINITY;
  return sorted.filter(({ from, until }) => {
    if (from < last) return false;
    last = until;
    return true;
  });
}
