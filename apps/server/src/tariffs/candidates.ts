import type { attachedTariff } from '@stationmaster/contract';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { selectTargetNames } from './assignment-store.ts';
import { type Candidate, holdsAt } from './book.ts';

export type AttachedTariff = z.input<typeof attachedTariff>;
interface Judged {
  used: Candidate | null;
  /** When a session starts there. */
  at: number;
  /** It has started: what was attached later could not count. */
  isPast?: boolean;
}

/** What becomes of a tariff that is attached where another counts. */
export function outcomeOf(candidate: Candidate, { used, at, isPast = false }: Judged): AttachedTariff['outcome'] {
  if (candidate === used) return 'used';
  return holdsAt(candidate, at) && !(isPast && candidate.attachedAt > at) ? 'later' : 'notThen';
}

/** Everything attached, in order of precedence, with the one that counts and why the others do not. */
export async function attachedViews(db: Kysely<Tables>, candidates: readonly Candidate[], judged: Judged): Promise<AttachedTariff[]> {
  const names = await selectTargetNames(
    db,
    candidates.map(({ assignmentId }) => assignmentId),
  );
  return candidates.map((candidate) => {
    const { assignmentId, target, targetId, evseId, tariff, validFrom, validUntil } = candidate;
    return {
      assignmentId,
      target,
      targetId,
      targetName: names.get(assignmentId) ?? String(targetId),
      evseId: evseId === 0 ? null : evseId,
      tariffId: tariff.id,
      tariffName: tariff.name,
      validFrom: isoOrNull(validFrom),
      validUntil: isoOrNull(validUntil),
      outcome: outcomeOf(candidate, judged),
    };
  });
}

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
