import { z } from 'zod';
import { chargingProfile } from './charging-profile.ts';
import { id, instant, stationId } from './common.ts';
import { route } from './route.ts';

const unit = z.enum(['A', 'W']);
/** In the unit of its schedule; null: nothing limits. */
const limit = z.number().nullable();

/** A profile the station holds as far as we know. */
export const heldProfile = z.object({
  profile: chargingProfile,
  source: z.string().describe('CSO: set by us or another CSMS. Else whoever set it: EMS, SO, Other …'),
  setAt: instant.nullable().describe('When the station took it from us; null: not from us'),
  setBy: z.string().nullable(),
  commandId: id.nullable(),
  reportedAt: instant.nullable().describe('When the station last told that it holds it; null: it never did'),
  isReportedOtherwise: z.boolean().describe('What it reports is not what we set'),
});

const scheduleSpan = { from: instant, until: instant };
export const chargingLimits = z.object({
  evseId: z.number(),
  unit,
  /** Our own computation, from now on. */
  ours: z.array(
    z.object({
      ...scheduleSpan,
      limit,
      numberPhases: z.number().optional(),
      setpoint: z.number().optional(),
      dischargeLimit: z.number().optional(),
      profileIds: z.array(z.number()).describe('The profiles that decide; empty with a limit: the hardware'),
    }),
  ),
  /** What the station last answered for this EVSE. */
  theirs: z
    .object({
      at: instant,
      unit,
      periods: z.array(z.object({ ...scheduleSpan, limit, numberPhases: z.number().optional() })),
      agrees: z.boolean(),
      differences: z.array(
        z.object({
          ...scheduleSpan,
          kind: z.string(),
          ours: z.union([z.number(), z.string()]).nullable(),
          theirs: z.union([z.number(), z.string()]).nullable(),
        }),
      ),
    })
    .nullable(),
  profiles: z.array(heldProfile),
  /** All that the computation needs, for one of your own: domain ChargingKnowledge. */
  known: z.object({
    profiles: z.array(chargingProfile).describe('Those that count now, limits of others included'),
    version: z.enum(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1']),
    timeZone: z.string(),
    voltage: z.number(),
    supply: z.object({ phases: z.number(), maxCurrent: z.number().optional(), maxPower: z.number().optional() }),
    setpointPriority: z.enum(['external', 'transaction']).optional(),
    evses: z.array(
      z.object({
        id: z.number(),
        phases: z.number(),
        voltage: z.number().optional(),
        maxCurrent: z.number().optional(),
        maxPower: z.number().optional(),
        transaction: z
          .object({ id: z.string(), startedAt: z.number().describe('Epoch ms'), stateOfCharge: z.number().optional() })
          .nullable(),
      }),
    ),
  }),
  /** What the station has said it can take; what it has not is left out. */
  abilities: z.object({
    maxStackLevel: z.number().optional(),
    maxPeriods: z.number().optional(),
    maxProfiles: z.number().optional(),
    units: z.array(unit).optional(),
    features: z.array(z.string()).optional(),
    additionalPurposes: z.array(z.string()).optional(),
  }),
});

export const chargingRoutes = {
  getChargingLimits: route({
    method: 'GET',
    path: '/stations/:stationId/charging-limits',
    permission: 'viewer',
    tag: 'Charging limits',
    summary: 'What an EVSE may take from now on, by our computation and by the station, and the profiles that make it so',
    params: z.object({ stationId }),
    query: z.object({
      evseId: z.coerce.number().int().min(0).default(0).describe('0: the whole station'),
      unit: unit.default('A'),
      hours: z.coerce.number().int().min(1).max(168).default(24),
    }),
    response: chargingLimits,
  }),
};
