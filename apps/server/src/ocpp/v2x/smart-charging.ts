import type { StationState } from '../../stations/state.ts';

/** Of a 2.x station: which words its profiles are in. */
export function versionOf({ version }: Pick<StationState, 'version'>): 'ocpp2.0.1' | 'ocpp2.1' {
  return version === 'ocpp2.1' ? version : 'ocpp2.0.1';
}
