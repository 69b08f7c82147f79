import type { CompositeQuestion, EvseSupply, Supply } from './composite-model.ts';
import type { ChargingProfile, ProfileVersion, RateUnit } from './profile.ts';

/** What is known of a station's charging: enough to work out what each EVSE may take. */
export interface ChargingKnowledge {
  version: ProfileVersion;
  timeZone: string;
  /** V, line to neutral. */
  voltage: number;
  /** Of the station's grid connection. */
  supply: Supply;
  setpointPriority?: 'external' | 'transaction';
  evses: readonly EvseSupply[];
  /** All that it holds, whoever set them. */
  profiles: readonly ChargingProfile[];
}

/** GetCompositeSchedule as we ask ourselves; an EVSE nobody has heard of is fed as the station is. */
export function questionOf(
  known: ChargingKnowledge,
  asked: { evseId: number; from: number; durationSeconds: number; unit: RateUnit },
): CompositeQuestion {
  const { version, timeZone, voltage, setpointPriority, profiles, evses } = known;
  const unheardOf: EvseSupply = { id: asked.evseId, transaction: null, ...known.supply };
  const { id: _, transaction, voltage: own = voltage, ...supply } = evses.find(({ id }) => id === asked.evseId) ?? unheardOf;
  const isDirect = supply.phases === 0 && known.supply.phases > 0;
  return {
    ...asked,
    profiles,
    transaction,
    evses,
    station: {
      version,
      timeZone,
      voltage: own,
      ...supply,
      ...(isDirect && { grid: { phases: known.supply.phases, voltage } }),
      ...(setpointPriority && { setpointPriority }),
    },
  };
}
