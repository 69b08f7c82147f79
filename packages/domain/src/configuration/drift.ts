import { isSameValue } from './same-value.ts';
import type { Desired } from './template.ts';

/** What a station last told of one of its settings. */
export interface ToldValue {
  value: string | null;
  mutability: string;
  /** Epoch ms. */
  at: number;
}
/**
 * same: as it should be; different: it is not; missing: the station, asked, does not know it; readOnly: it differs and
 * cannot be written; hidden: a secret, or it tells no value, and what was written last is not this; unknown: never asked.
 */
export type DriftState = 'same' | 'different' | 'missing' | 'readOnly' | 'hidden' | 'unknown';
export interface Compared extends Desired {
  state: DriftState;
  told: string | null;
}
interface Known {
  /** By key. */
  told: ReadonlyMap<string, ToldValue>;
  /** Of secrets and what cannot be read: what was last written and taken, by key: its seal or value. */
  written: ReadonlyMap<string, string>;
  /** When the station was last asked for all of these; null: never. What it did not tell since is missing. */
  askedAt: number | null;
}

/** A station's settings beside what they should be. */
export function compareConfiguration(desired: Iterable<Desired>, known: Known): Compared[] {
  return [...desired].map((wanted) => ({
    ...wanted,
    state: stateOf(wanted, known),
    told: wanted.value === null ? null : (known.told.get(wanted.key)?.value ?? null),
  }));
}

function stateOf(wanted: Desired, { told, written, askedAt }: Known): DriftState {
  const now = told.get(wanted.key);
  if (wanted.value === null) return written.get(wanted.key) === wanted.seal ? 'same' : 'hidden';
  if (now === undefined) return askedAt === null ? 'unknown' : 'missing';
  if (askedAt !== null && now.at < askedAt) return 'missing';
  if (now.value === null) return written.get(wanted.key) === wanted.value ? 'same' : 'hidden';
  if (isSameValue(wanted, wanted.value, now.value)) return 'same';
  return now.mutability === 'ReadOnly' ? 'readOnly' : 'different';
}

export type ConfigurationState = 'inStep' | 'drifted' | 'unknown' | 'none';

/** none: nothing is asked of this station. A setting that it does not have, or that cannot be written, is drift as well: the template is wrong for it. */
export function summaryOf(compared: readonly Compared[]): { state: ConfigurationState; drifted: number } {
  const drifted = compared.filter(({ state }) => state !== 'same' && state !== 'unknown').length;
  if (compared.length === 0) return { state: 'none', drifted };
  if (drifted > 0) return { state: 'drifted', drifted };
  return { state: compared.some(({ state }) => state === 'unknown') ? 'unknown' : 'inStep', drifted };
}

/** What has to be written to bring it in step; what it does not have or cannot be written is left out. */
export function changesOf(compared: readonly Compared[]): Compared[] {
  return compared.filter(({ state }) => state === 'different' || state === 'hidden' || state === 'unknown');
}
