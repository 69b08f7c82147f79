import { profilePurposes } from '@stationmaster/domain';
import { z } from 'zod';
import { chargingProfile } from '../charging-profile.ts';
import { evseId } from './place.ts';

/** Who set a limit, as 2.0.1 has it; 2.1 knows more. CSO is us. */
export const chargingLimitSources = ['EMS', 'Other', 'SO', 'CSO'] as const;
const profileId = z.number().int();
const criteria = {
  evseId: evseId.optional().describe('0: those of the whole station'),
  purpose: z.enum(profilePurposes).optional(),
  stackLevel: z.number().int().min(0).optional(),
};
const figure = z.number().min(-1e9).max(1e9).optional();

/** The profile as it is asked for: without an id the next free one, or that of ours in the same place. */
const wantedProfile = chargingProfile.extend({
  id: profileId.optional().describe('Left out: the next free one, or that of ours it replaces'),
});
/** K05: one for the transaction that will begin. */
export const profileForStart = wantedProfile.omit({ evseId: true, purpose: true, transactionId: true });

/** Limits that stations keep by themselves. */
export const smartCharging = [
  z.object({
    verb: z.literal('setChargingProfile'),
    profile: wantedProfile,
    anyway: z.boolean().default(false).describe('Send it even if the station should refuse it; not what its version cannot say'),
  }),
  z.object({ verb: z.literal('clearChargingProfile'), id: profileId.optional().describe('Decides alone'), ...criteria }),
  z.object({
    verb: z.literal('getChargingProfiles'),
    ids: z.array(profileId).min(1).max(100).optional().describe('Decide alone'),
    ...criteria,
    sources: z.array(z.enum(chargingLimitSources)).min(1).max(4).optional(),
  }),
  z.object({
    verb: z.literal('getCompositeSchedule'),
    evseId: evseId.default(0),
    durationSeconds: z.number().int().min(1).max(604_800).default(86_400),
    unit: z.enum(['A', 'W']).optional(),
  }),
  z.object({
    verb: z.literal('updateDynamicSchedule'),
    profileId,
    values: z.object({
      limit: figure,
      limit_L2: figure,
      limit_L3: figure,
      dischargeLimit: figure,
      dischargeLimit_L2: figure,
      dischargeLimit_L3: figure,
      setpoint: figure,
      setpoint_L2: figure,
      setpoint_L3: figure,
      setpointReactive: figure,
      setpointReactive_L2: figure,
      setpointReactive_L3: figure,
    }),
  }),
] as const;
