import { type ListDifference, type ListEntry, listDifference } from '@stationmaster/domain';
import { chunks, type Limit } from '../commands/encoded.ts';

/** One SendLocalList in our words: the whole list anew, or what is added, changed and taken out. */
export interface ListPart extends ListDifference {
  version: number;
  isFull: boolean;
}
export type UnnumberedPart = Omit<ListPart, 'version'>;

/**
 * What has to be sent for the station to hold the wanted list, in messages of the size it takes; none when it holds it
 * already. `held` null: what it holds is not known, so it is told the whole list, and what found no room in the first
 * message is added to it. (16 §5.15, P2 D01) `wire`: an entry as it travels, for its size.
 */
export function partsOf(
  held: ReadonlyMap<string, ListEntry> | null,
  wanted: ReadonlyMap<string, ListEntry>,
  { limit, wire }: { limit: Limit; wire: (entry: ListEntry) => unknown },
): UnnumberedPart[] {
  const { changed, gone } = listDifference(held ?? new Map(), wanted);
  if (held !== null && changed.length === 0 && gone.length === 0) return [];
  const lines: Line[] = [...gone.map((entry): Line => ({ gone: entry })), ...changed.map((entry): Line => ({ changed: entry }))];
  const sizes = chunks(
    lines.map((line) => ('changed' in line ? wire(line.changed) : line.gone)),
    limit,
  ).map(({ length }) => length);
  const parts = sizes.map((size, index) => {
    const before = sizes.slice(0, index).reduce((sum, one) => sum + one, 0);
    const own = lines.slice(before, before + size);
    return {
      isFull: held === null && index === 0,
      changed: own.flatMap((line) => ('changed' in line ? [line.changed] : [])),
      gone: own.flatMap((line) => ('gone' in line ? [line.gone] : [])),
    };
  });
  return parts;
}
type Line = { changed: ListEntry } | { gone: Pick<ListEntry, 'idToken' | 'type'> };
