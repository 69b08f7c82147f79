import type { CommandRequest } from '../words.ts';

type Profile = Extract<CommandRequest, { verb: 'setChargingProfile' }>['profile'];
const startSchedule = '2026-05-01T00:00:00Z';
const [from, to] = ['2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z'];

const plain: Profile = {
  id: 7,
  evseId: 1,
  stackLevel: 0,
  purpose: 'TxDefaultProfile',
  kind: 'Absolute',
  schedules: [{ id: 1, unit: 'A', startSchedule, periods: [{ startPeriod: 0, limit: 16 }] }],
};
/** All that every version has. */
const common: Profile = {
  ...plain,
  evseId: 2,
  stackLevel: 3,
  purpose: 'TxProfile',
  kind: 'Recurring',
  recurrencyKind: 'Daily',
  validFrom: from,
  validTo: to,
  transactionId: '77',
  schedules: [
    {
      id: 2,
      unit: 'W',
      startSchedule,
      duration: 43_200,
      minChargingRate: 1380.5,
      periods: [
        { startPeriod: 0, limit: 11_000, numberPhases: 3 },
        { startPeriod: 3600, limit: 4140.5, numberPhases: 1 },
      ],
    },
  ],
};
/** What 2.1 adds, sensible or not: only the words are looked at. */
const most: Profile = {
  ...common,
  kind: 'Dynamic',
  maxOfflineDuration: 600,
  invalidAfterOfflineDuration: true,
  dynUpdateInterval: 30,
  dynUpdateTime: from,
  priceScheduleSignature: 'c2ln',
  schedules: [
    {
      id: 3,
      unit: 'W',
      startSchedule,
      useLocalTime: true,
      randomizedDelay: 60,
      limitAtSoC: { soc: 80, limit: 5000 },
      powerTolerance: 0.1,
      signatureId: 1,
      digestValue: 'ZGln',
      periods: [
        {
          startPeriod: 0,
          operationMode: 'CentralSetpoint',
          limit: 9000,
          limit_L2: 3000,
          limit_L3: 3000,
          dischargeLimit: -9000,
          dischargeLimit_L2: -3000,
          dischargeLimit_L3: -3000,
          setpoint: -1000,
          setpoint_L2: 0,
          setpoint_L3: 1000,
          setpointReactive: 1,
          setpointReactive_L2: 2,
          setpointReactive_L3: 3,
          phaseToUse: 2,
          numberPhases: 1,
          preconditioningRequest: true,
          evseSleep: true,
          v2xBaseline: 100,
        },
        { startPeriod: 60, operationMode: 'LocalFrequency', v2xFreqWattCurve: [{ frequency: 50, power: 0 }] },
        { startPeriod: 120, operationMode: 'LocalFrequency', v2xSignalWattCurve: [{ signal: 1, power: 0 }] },
      ],
    },
  ],
};
const { evseId: _, purpose: __, transactionId: ___, ...withStart } = common;

/** Each verb in its plain and in its fullest form. For tests. */
export const smartChargingSamples: CommandRequest[] = [
  ...[plain, common, most].map((profile) => ({ verb: 'setChargingProfile', profile, anyway: false }) as const),
  ...(['ChargingStationMaxProfile', 'PriorityCharging', 'LocalGeneration'] as const).map(
    (purpose) => ({ verb: 'setChargingProfile', profile: { ...plain, purpose }, anyway: true }) as const,
  ),
  { verb: 'start', token: '04AABBCC', evseId: 2, profile: withStart },
  { verb: 'clearChargingProfile' },
  { verb: 'clearChargingProfile', id: 7 },
  { verb: 'clearChargingProfile', evseId: 0, purpose: 'ChargingStationMaxProfile', stackLevel: 0 },
  { verb: 'getChargingProfiles' },
  { verb: 'getChargingProfiles', ids: [1, 2] },
  { verb: 'getChargingProfiles', evseId: 0, purpose: 'TxDefaultProfile', stackLevel: 1, sources: ['CSO', 'EMS'] },
  { verb: 'getCompositeSchedule', evseId: 0, durationSeconds: 3600 },
  { verb: 'getCompositeSchedule', evseId: 1, durationSeconds: 86_400, unit: 'W' },
  { verb: 'updateDynamicSchedule', profileId: 7, values: { limit: 9200 } },
  { verb: 'updateDynamicSchedule', profileId: 7, values: { setpoint: -5000.5, dischargeLimit: -6000, setpointReactive_L3: 1 } },
];
