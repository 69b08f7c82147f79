import {
  type ChargingProfile,
  type ChargingSchedule,
  operationModes,
  profileKinds,
  profilePurposes,
  type RecurrencyKind,
  recurrences,
} from '@stationmaster/domain';
import { z } from 'zod';
import { instant } from './common.ts';

const ampereOrWatt = z.enum(['A', 'W']).describe('A for each phase, or W over all of them');
const figure = z.number().min(-1e9).max(1e9).optional();
const whole = z.number().int().min(-2_147_483_648).max(2_147_483_647);
const seconds = z.number().int().min(0).max(2_147_483_647);
/** Prices for the car, as ISO 15118 has them: passed on as they are. */
const passedOn = z.record(z.string(), z.unknown()).optional();

const schedulePeriod = z.object({
  startPeriod: seconds.describe('Seconds from the start of the schedule; lasts until the next period'),
  limit: figure,
  limit_L2: figure,
  limit_L3: figure,
  numberPhases: z.number().int().min(0).max(3).optional().describe('Left out: 3'),
  phaseToUse: z.number().int().min(0).max(3).optional(),
  dischargeLimit: figure.describe('Zero or below'),
  dischargeLimit_L2: figure,
  dischargeLimit_L3: figure,
  setpoint: figure,
  setpoint_L2: figure,
  setpoint_L3: figure,
  setpointReactive: figure,
  setpointReactive_L2: figure,
  setpointReactive_L3: figure,
  preconditioningRequest: z.boolean().optional(),
  evseSleep: z.boolean().optional(),
  v2xBaseline: figure,
  operationMode: z.enum(operationModes).optional().describe('Left out: ChargingOnly'),
  v2xFreqWattCurve: z
    .array(z.object({ frequency: z.number(), power: z.number() }))
    .min(1)
    .max(20)
    .optional(),
  v2xSignalWattCurve: z
    .array(z.object({ signal: whole, power: z.number() }))
    .min(1)
    .max(20)
    .optional(),
});
const schedule = z.object({
  id: whole.default(1).describe('1.6 has none'),
  startSchedule: instant.optional().describe('With useLocalTime: the time on the wall, whatever zone is written behind it'),
  duration: seconds.optional(),
  unit: ampereOrWatt,
  minChargingRate: figure,
  periods: z.array(schedulePeriod).max(1024),
  useLocalTime: z.boolean().optional(),
  randomizedDelay: seconds.optional().describe('Seconds'),
  limitAtSoC: z.object({ soc: z.number().int().min(0).max(100), limit: z.number() }).optional(),
  powerTolerance: figure,
  signatureId: z.number().int().min(0).optional(),
  digestValue: z.string().max(88).optional(),
  salesTariff: passedOn,
  absolutePriceSchedule: passedOn,
  priceLevelSchedule: passedOn,
});

/** A charging profile of any version, in the words of 2.1. What a version cannot say is refused before it is sent. */
export const chargingProfile = z.object({
  id: whole,
  evseId: z.number().int().min(0).describe('0: the whole station, or every EVSE of it, by the purpose'),
  stackLevel: z.number().int().min(0).max(2_147_483_647).default(0).describe('Of one purpose the highest wins'),
  purpose: z.enum(profilePurposes).describe('1.6 says ChargePointMaxProfile for ChargingStationMaxProfile'),
  kind: z.enum(profileKinds),
  recurrencyKind: z.enum(Object.keys(recurrences) as [RecurrencyKind, ...RecurrencyKind[]]).optional(),
  validFrom: instant.optional(),
  validTo: instant.optional(),
  transactionId: z.string().max(36).optional().describe('Of a TxProfile: as the station knows it'),
  schedules: z.array(schedule).max(3),
  maxOfflineDuration: seconds.optional(),
  invalidAfterOfflineDuration: z.boolean().optional(),
  dynUpdateInterval: seconds.optional(),
  dynUpdateTime: instant.optional(),
  priceScheduleSignature: z.string().max(256).optional(),
});
export type ChargingProfileView = z.output<typeof chargingProfile>;

/** In the words of the domain: moments are epoch milliseconds, what was left out is not there. */
export function toChargingProfile({ validFrom, validTo, dynUpdateTime, schedules, ...rest }: ChargingProfileView): ChargingProfile {
  return withoutHoles<ChargingProfile>({
    ...rest,
    validFrom: momentOf(validFrom),
    validTo: momentOf(validTo),
    dynUpdateTime: momentOf(dynUpdateTime),
    schedules: schedules.map(({ startSchedule, periods, ...others }) => {
      // 2.1 K01.FR.90.
      const start = others.useLocalTime ? startSchedule?.replace(/(?:z|[+-]\d\d:\d\d)$/i, 'Z') : startSchedule;
      const kept = { ...others, startSchedule: momentOf(start), periods: periods.map((period) => withoutHoles(period)) };
      return withoutHoles<ChargingSchedule>(kept);
    }),
  });
}

/** As the API shows it. */
export function fromChargingProfile({ validFrom, validTo, dynUpdateTime, schedules, ...rest }: ChargingProfile): ChargingProfileView {
  return withoutHoles<ChargingProfileView>({
    ...rest,
    validFrom: textOf(validFrom),
    validTo: textOf(validTo),
    dynUpdateTime: textOf(dynUpdateTime),
    schedules: schedules.map(({ startSchedule, periods, ...others }) =>
      withoutHoles({ ...others, startSchedule: textOf(startSchedule), periods: periods.map((period) => ({ ...period })) }),
    ),
  });
}

const momentOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));
const textOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());
/** Left out and undefined are the same. */
function withoutHoles<T>(given: object): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}
