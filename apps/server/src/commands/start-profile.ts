import { toChargingProfile } from '@stationmaster/contract';
import { type ChargingProfile, type ProfileVersion, toWire, type WireProfile } from '@stationmaster/domain';
import type { Said } from './encoded.ts';
import type { Requested } from './words.ts';

export interface StartProfile<V extends ProfileVersion> {
  wire: WireProfile<V>;
  /** How the answer reads when the profile goes with the start: taken with it. */
  taken: (said: Said) => Said;
}

/** K05: a TxProfile that goes with a start. undefined: none does; null: the version cannot say it. */
export function startProfile<V extends ProfileVersion>(
  version: V,
  { profile: asked, evseId = 0 }: Requested<'start'>,
): StartProfile<V> | null | undefined {
  if (asked === undefined) return undefined;
  // The id is filled in before the request comes here.
  const { id = 0, ...rest } = asked;
  const profile: ChargingProfile = toChargingProfile({ ...rest, id, evseId, purpose: 'TxProfile' });
  const { payload: wire } = toWire(version, profile);
  if (wire === null) return null;
  return { wire, taken: (said) => (said.status === 'accepted' ? { ...said, limits: { kind: 'set', profile } } : said) };
}
