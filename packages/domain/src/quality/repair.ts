import type { Instant, Wh } from '../reading.ts';
import type { EndedSession, Finding } from './findings.ts';

/** What a person sets right. What is left out stays as the station told. */
export interface Repair {
  /** bill: as it now stands, whatever was found; drop: nobody pays for it. */
  billing?: 'bill' | 'drop' | undefined;
  energyWh?: Wh | undefined;
  startedAt?: Instant | undefined;
  endedAt?: Instant | undefined;
}
/** An entry of the append-only list; `reverses` takes another one back. */
export interface RepairEntry {
  id: number;
  change: Repair;
  reverses: number | null;
}

/** What all entries together say: of each field the newest that was not taken back. null: nothing is left of any. */
export function effectiveRepair(entries: readonly RepairEntry[]): Repair | null {
  const reversed = new Set(entries.flatMap(({ reverses }) => (reverses === null ? [] : [reverses])));
  const standing = entries.filter(({ id, reverses }) => reverses === null && !reversed.has(id)).sort((a, b) => a.id - b.id);
  if (standing.length === 0) return null;
  const result: Repair = {};
  for (const { change } of standing)
    for (const [field, value] of Object.entries(change)) if (value !== undefined) Object.assign(result, { [field]: value });
  return result;
}

/** Facts a suggestion is made of, beside the session. */
export interface RepairHints {
  /** What the meter has signed; null: nothing, or not both ends. */
  signedWh: Wh | null;
  signedFrom: Instant | null;
  signedTo: Instant | null;
  lastReadingAt: Instant | null;
  /** When the session at the same plug began that overlaps it. */
  otherStartedAt: Instant | null;
}

/** What we would do, in the order of what is surest: what was signed, then what can be derived, then to bill it as it is. null: only a person can tell. */
export function suggestRepair(findings: readonly Finding[], session: EndedSession, known: RepairHints): Repair | null {
  const kinds = new Set(findings.map(({ kind }) => kind));
  if (findings.length === 0) return null;
  // A record that proves nothing is no ground to bill on.
  if (
    ['signedInvalid', 'signedWrongKey', 'signedUnreadable', 'signedFlagged', 'signedMismatch', 'signedGap'].some((kind) =>
      kinds.has(kind as never),
    )
  )
    return null;
  const wrongEnergy = kinds.has('signedEnergyDiffers') || kinds.has('negative') || kinds.has('tooMuch');
  if (wrongEnergy && known.signedWh !== null && known.signedWh >= 0) return { energyWh: known.signedWh, billing: 'bill' };
  if (kinds.has('noEnergy')) return { billing: 'drop' };
  if (kinds.has('tooMuch') || kinds.has('negative')) return null;
  if (kinds.has('overlapping') && known.otherStartedAt !== null && known.otherStartedAt > session.startedAt)
    return { endedAt: known.otherStartedAt, billing: 'bill' };
  if (kinds.has('tooLong') || kinds.has('missingHalf')) {
    const end = known.signedTo ?? session.lastEnergyAt ?? known.lastReadingAt;
    return end !== null && end > session.startedAt && end < session.endedAt ? { endedAt: end, billing: 'bill' } : { billing: 'bill' };
  }
  return { billing: 'bill' };
}
