import type { moveHints, movesNotWhy } from '@stationmaster/contract';

export type NotWhy = (typeof movesNotWhy)[number];
export type Hint = (typeof moveHints)[number];

/** What is known of a station before it is moved. */
export interface Movable {
  profile: number;
  protocol: string | null;
  isConnected: boolean;
  isMoving: boolean;
  isCharging: boolean;
  hasCertificate: boolean;
  /** It has told settings, and whether a SecurityProfile is among them. */
  hasToldSettings: boolean;
  hasProfileKey: boolean;
}
export interface Wanted {
  toProfile: number;
  hasCertificate: boolean;
  addressKey?: string | undefined;
}

/**
 * Why a station stays out of the move of a fleet; null: it goes along. A fleet is only ever moved upwards: who has more already
 * keeps it. A 1.6 station that told its settings without a SecurityProfile is without the security extension and would refuse.
 */
export function whyNot(station: Movable, { toProfile }: Wanted): NotWhy | null {
  if (station.isMoving) return 'moving';
  if (station.profile === toProfile) return 'already';
  if (station.profile > toProfile) return 'higher';
  return station.protocol === 'ocpp1.6' && station.hasToldSettings && !station.hasProfileKey ? 'tooOld' : null;
}

/** What one should know of a station that goes along. */
export function hintsOf(station: Movable, { toProfile, hasCertificate, addressKey }: Wanted): Hint[] {
  const is16 = station.protocol === 'ocpp1.6';
  return [
    ...(station.protocol === null ? (['neverCame'] as const) : station.isConnected ? [] : (['away'] as const)),
    ...(station.isCharging ? (['charging'] as const) : []),
    ...(toProfile === 3 && !hasCertificate && !station.hasCertificate ? (['getsCertificate'] as const) : []),
    ...(is16 && addressKey === undefined && toProfile >= 2 && station.profile < 2 ? (['keepsAddress'] as const) : []),
    ...(is16 && !station.hasToldSettings ? (['notKnown'] as const) : []),
  ];
}
