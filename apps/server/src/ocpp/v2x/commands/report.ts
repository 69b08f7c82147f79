import type { Said } from '../../../commands/encoded.ts';
import { reasonOf } from './message.ts';

interface Answer {
  status: 'Accepted' | 'Rejected' | 'NotSupported' | 'EmptyResultSet';
  statusInfo?: { reasonCode: string; additionalInfo?: string };
}

/** The pages come later, in messages of their own; nothing follows an empty result. [P2 B07, B08, N02] */
export function readReport(answer: Answer): Said {
  if (answer.status === 'EmptyResultSet') return { status: 'done', reason: 'emptyResultSet' };
  if (answer.status === 'NotSupported') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}

/** A report that is only the proof of something: without it the answer before must do. */
export function follows(answer: Answer): Said {
  return answer.status === 'Accepted' ? { status: 'accepted', reason: null } : { status: 'done', reason: null };
}

/** The answer is all there is to wait for. */
export function settled(said: Said): Said {
  return said.status === 'accepted' ? { ...said, status: 'done' } : said;
}

/** The schemas want at least one; so does the contract. */
export function filled<T>(items: readonly T[]): [T, ...T[]] {
  return items as [T, ...T[]];
}
