import { applyLimits } from '../station/apply-limits.ts';
import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { setProfile } from '../station/profiles.ts';
import type { Asked, Said } from './calls.ts';
import { profileOf } from './charging-profile.ts';
import { schedulePull } from './dynamic-schedule.ts';
import { tellSchedule } from './notify-ev-charging-schedule.ts';

export function setChargingProfile(draft: Draft, request: Asked<'SetChargingProfile'>): Obeyed<Said<'SetChargingProfile'>> {
  const profile = profileOf(draft.state.version, request);
  const problem = setProfile(draft, { profile, source: 'CSO' });
  if (problem !== null) return { answer: { status: 'Rejected', statusInfo: { reasonCode: problem } } };
  const after = (): void => {
    applyLimits(draft);
    schedulePull(draft, profile);
    const session = evseOf(draft, profile.evseId)?.session;
    // The car answers the profile it has asked for. [P2 K15]
    if (profile.purpose === 'TxProfile' && session?.awaitsProfile) tellSchedule(draft, profile.evseId);
  };
  return { answer: { status: 'Accepted' }, after };
}
