import { evseOf } from '../station/draft.ts';
import { changeLimit, externalOf } from '../station/external-limit.ts';
import type { Encoded, Saying } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import type { Sent } from './calls.ts';
import { wireOf } from './charging-profile.ts';

const source = 'EMS';

/** NotifyChargingLimit, ClearedChargingLimit. */
export function chargingLimit({ evseId, isCleared }: Extract<Message, { kind: 'chargingLimit' }>, state: StationState): Encoded {
  const evse = evseId === 0 ? {} : { evseId };
  if (isCleared) {
    const payload: Sent<'ClearedChargingLimit'> = { chargingLimitSource: source, ...evse };
    return { action: 'ClearedChargingLimit', payload };
  }
  const stored = externalOf(state, evseId);
  const schedules = stored === undefined ? undefined : wireOf(state.version, stored.profile)?.chargingSchedule;
  const payload: Sent<'NotifyChargingLimit'> = {
    ...evse,
    chargingLimit: { chargingLimitSource: source, isGridCritical: false },
    ...(schedules === undefined ? {} : { chargingSchedule: schedules as NonNullable<Sent<'NotifyChargingLimit'>['chargingSchedule']> }),
  };
  return { action: 'NotifyChargingLimit', payload };
}

/** On demand: half of what an EVSE, or the station, may otherwise take. */
export const sayChargingLimit: Saying = (draft, evseId) => {
  const all = draft.state.evses.reduce((sum, { maxW }) => sum + maxW, 0);
  return [changeLimit(draft, evseId ?? 0, (evseOf(draft, evseId ?? 0)?.maxW ?? all) / 2)];
};

export const sayClearedLimit: Saying = (draft, evseId) => [changeLimit(draft, evseId ?? 0, null)];
