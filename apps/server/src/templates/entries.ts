import { type Desired, placeKey, type TemplateEntry, type VariablePlace } from '@stationmaster/domain';
import { Failure } from '../errors.ts';
import { isSecret } from '../gateway/mask.ts';
import { openSecret, sealOf, sealSecret } from './secrets.ts';

type Install = Parameters<typeof sealOf>[0];

/** An entry as it is stored. Of a secret: `value` null, and `sealed` what it is. */
export interface StoredEntry extends TemplateEntry {
  sealed?: string;
}
/** As it is given: null leaves a secret as it is. */
export interface GivenEntry extends VariablePlace {
  value: string | null;
}

/** Failure badRequest: a setting named twice, a setting without a value, or a secret that was never given. */
export function storedEntries(install: Install, given: readonly GivenEntry[], before: readonly StoredEntry[]): StoredEntry[] {
  const known = new Map(before.map((entry) => [placeKey(entry), entry]));
  const seen = new Set<string>();
  return given.map((entry, index) => {
    const key = placeKey(entry);
    if (seen.has(key)) throw refused(index, 'each setting once');
    seen.add(key);
    if (!isSecret(entry.variable)) {
      if (entry.value === null) throw refused(index, 'needs a value');
      return { ...entry, value: entry.value, seal: null };
    }
    if (entry.value !== null)
      return { ...entry, value: null, seal: sealOf(install, entry.value), sealed: sealSecret(install, entry.value) };
    const kept = known.get(key);
    if (kept?.sealed === undefined) throw refused(index, 'is a secret that is not known here: give it');
    return { ...entry, value: null, seal: kept.seal, sealed: kept.sealed };
  });
}

function refused(index: number, message: string): Failure {
  return new Failure('badRequest', {}, [{ path: `entries.${index}.value`, message }]);
}

/** Without what is sealed. */
export function entryView(entry: StoredEntry): VariablePlace & { value: string | null; isSecret: boolean } {
  const { seal: _, sealed: __, ...shown } = entry;
  return { ...shown, isSecret: isSecret(entry.variable) };
}

/** What is to be written: secrets opened. */
export function plainValue(install: Install, entry: Pick<Desired, 'value'> & { sealed?: string }): string {
  return entry.value ?? (entry.sealed === undefined ? '' : openSecret(install, entry.sealed));
}
