import { toChargingProfile } from '@stationmaster/contract';
import type { ChargingKnowledge, EvseSupply, StationAbilities } from '@stationmaster/domain';
import type { ChargingLimits } from '../../../api.ts';

/** As the API tells it, in the domain's words: the same computation here as on the server. */
export function knowledgeOf({ known }: ChargingLimits): ChargingKnowledge {
  const { profiles, evses, ...rest } = known;
  return {
    ...(rest as Omit<ChargingKnowledge, 'profiles' | 'evses'>),
    evses: evses as readonly EvseSupply[],
    profiles: profiles.map(toChargingProfile),
  };
}

export function abilitiesOf({ abilities, known }: ChargingLimits, evseId: number): StationAbilities {
  const evse = known.evses.find(({ id }) => id === evseId);
  return {
    ...(abilities as StationAbilities),
    evseIds: known.evses.map(({ id }) => id),
    ...(evse && { isDirectCurrent: evse.phases === 0 }),
  };
}
