import type { Calls21, Calls201 } from '@stationmaster/ocpp';
import type { Authorization, StationState } from '../../stations/state.ts';

type IdTokenInfo = Calls201['Authorize']['response']['idTokenInfo'];

/** IdTokenInfoType; the group is a token of our own making, so its type is Central. */
export function idTokenInfo({ status, groupId, validUntil }: Authorization): IdTokenInfo {
  return {
    status,
    ...(groupId === null ? {} : { groupIdToken: { idToken: groupId, type: 'Central' as const } }),
    ...(validUntil === null ? {} : { cacheExpiryDateTime: new Date(validUntil).toISOString() }),
  };
}

type Told = Pick<Calls21['Authorize']['response'], 'allowedEnergyTransfer'>;

/** 2.1 Q01: only where something was agreed, and only with a driver who may charge; left out nothing is decided. */
export function energyTransferOf({ version }: Pick<StationState, 'version'>, { status, energyTransfer }: Authorization): Told {
  if (version !== 'ocpp2.1' || status !== 'Accepted' || energyTransfer === null) return {};
  // Only words of the standard are ever written into the column.
  const [first, ...rest] = energyTransfer as NonNullable<Told['allowedEnergyTransfer']>;
  return first === undefined ? {} : { allowedEnergyTransfer: [first, ...rest] };
}
