/** What is wrong with schedules and their periods. */
import { byDefault, max, monday, priority, tx } from '../../testing/make.ts';
import { type FaultyCase, one, repeated, setpoint, startless } from './faulty.ts';

export const scheduleCases: FaultyCase[] = [
  ['no schedule', { ...byDefault(one), schedules: [] }, ['scheduleMissing schedules 0 1']],
  ['alternatives for a car that does not negotiate', repeated(tx(one), 2), ['tooManySchedules schedules 2 1']],
  ['four alternatives', repeated(tx(one), 4), ['tooManySchedules schedules 4 3'], { maxScheduleTuples: 9 }],
  [
    'ampere and watt',
    { ...tx(one), schedules: [...tx(one).schedules, ...tx(one, { unit: 'W' }).schedules] },
    ['unitsMixed schedules A, W null'],
    { maxScheduleTuples: 9 },
  ],
  [
    'watt at a station that knows ampere',
    byDefault(one, { unit: 'W' }),
    ['unitUnsupported schedules.0.unit W A'],
    { station: { units: ['A'] } },
  ],
  ['absolute from when', startless(byDefault(one)), ['startScheduleMissing schedules.0.startSchedule null null']],
  [
    'recurring from when',
    startless(byDefault(one, { kind: 'Recurring', recurrencyKind: 'Daily' })),
    ['startScheduleMissing schedules.0.startSchedule null null'],
  ],
  [
    'relative with a start',
    byDefault(one, { kind: 'Relative', startSchedule: monday }),
    [`startScheduleNotAllowed schedules.0.startSchedule ${monday} null`],
  ],
  ['no duration', byDefault(one, { duration: 0 }), ['durationNotPositive schedules.0.duration 0 0']],
  [
    'longer than a day',
    byDefault(one, { kind: 'Recurring', recurrencyKind: 'Daily', duration: 86_401 }),
    ['durationBeyondRecurrence schedules.0.duration 86401 86400'],
  ],
  ['priority for an hour', priority(one, { duration: 3600 }), ['durationNotAllowed schedules.0.duration 3600 null']],
  ['a random delay of the station', max(one, { randomizedDelay: 60 }), ['randomizedDelayNotAllowed schedules.0.randomizedDelay 60 null']],
  [
    'a dynamic profile of two periods',
    tx(
      [
        [0, 6],
        [60, 8],
      ],
      { kind: 'Dynamic' },
    ),
    ['dynamicNotOnePeriod schedules null null'],
  ],
  [
    'a dynamic profile that waits',
    tx([[60, 8]], { kind: 'Dynamic' }),
    ['dynamicNotOnePeriod schedules null null', 'firstPeriodNotAtZero schedules.0.periods.0.startPeriod 60 0'],
  ],
  [
    'more periods than the station takes',
    byDefault([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ]),
    ['tooManyPeriods schedules.0.periods 5 4'],
  ],
  [
    'more periods than the car takes',
    tx([
      [0, 1],
      [1, 2],
      [2, 3],
    ]),
    ['tooManyPeriods schedules.0.periods 3 2'],
    { maxScheduleTuples: 2 },
  ],
  ['no period', byDefault([]), ['periodsMissing schedules.0.periods 0 1']],
  ['a gap at first', byDefault([[60, 6]]), ['firstPeriodNotAtZero schedules.0.periods.0.startPeriod 60 0']],
  [
    'periods out of order',
    byDefault([
      [0, 6],
      [120, 8],
      [60, 9],
    ]),
    ['periodsUnordered schedules.0.periods.2.startPeriod 60 120'],
  ],
  [
    'two periods at one time',
    byDefault([
      [0, 6],
      [60, 8],
      [60, 9],
    ]),
    ['periodsUnordered schedules.0.periods.2.startPeriod 60 60'],
  ],
  [
    'a period after the end',
    byDefault(
      [
        [0, 6],
        [60, 8],
      ],
      { duration: 60 },
    ),
    ['periodNeverReached schedules.0.periods.1.startPeriod 60 60'],
  ],
  [
    'a period after the day',
    byDefault(
      [
        [0, 6],
        [86_400, 8],
      ],
      { kind: 'Recurring', recurrencyKind: 'Daily' },
    ),
    ['periodNeverReached schedules.0.periods.1.startPeriod 86400 86400'],
  ],
  ['less than nothing', byDefault([[0, -1]]), ['limitNegative schedules.0.periods.0.limit -1 0']],
  [
    'giving back more than nothing',
    tx([{ ...setpoint, setpoint: 0, dischargeLimit: 5 }]),
    ['dischargePositive schedules.0.periods.0.dischargeLimit 5 0', 'setpointOutsideLimits schedules.0.periods.0.setpoint 0 5'],
  ],
  ['four phases', byDefault(one, { numberPhases: 4 }), ['phasesOutOfRange schedules.0.periods.0.numberPhases 4 1, 2, 3']],
  [
    'phase 0',
    byDefault([{ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 0 }]),
    ['phasesOutOfRange schedules.0.periods.0.phaseToUse 0 1, 2, 3'],
  ],
  [
    'phase 2 of three in use',
    byDefault([{ startPeriod: 0, limit: 6, phaseToUse: 2 }]),
    ['phaseToUseWithoutOnePhase schedules.0.periods.0.phaseToUse 2 null'],
  ],
  [
    'a phase that cannot be chosen',
    byDefault([{ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 2 }]),
    ['phaseToUseUnsupported schedules.0.periods.0.phaseToUse 2 null'],
    { station: { canSwitchPhase: false } },
  ],
  [
    'phases of direct current',
    byDefault(one, { numberPhases: 1 }),
    ['phasesOnDirectCurrent schedules.0.periods.0.numberPhases 1 null'],
    { station: { isDirectCurrent: true } },
  ],
  [
    'a setpoint of the station',
    max([{ ...setpoint, setpoint: 5 }]),
    ['modeNotForPurpose schedules.0.periods.0.operationMode CentralSetpoint ChargingStationMaxProfile'],
  ],
  [
    'a mode the station does not know',
    tx([{ startPeriod: 0, operationMode: 'LocalFrequency' }]),
    [
      'modeUnsupported schedules.0.periods.0.operationMode LocalFrequency ChargingOnly, CentralSetpoint, CentralFrequency, ExternalSetpoint, ExternalLimits, Idle',
    ],
  ],
  ['charging only, up to what', byDefault([{ startPeriod: 0 }]), ['limitMissing schedules.0.periods.0.limit null ChargingOnly']],
  ['a setpoint without one', tx([setpoint]), ['limitMissing schedules.0.periods.0.setpoint null CentralSetpoint']],
  [
    'charging only, with a setpoint',
    tx([{ startPeriod: 0, limit: 6, setpoint: 5 }]),
    ['notForMode schedules.0.periods.0.setpoint 5 ChargingOnly'],
  ],
  [
    'a limit that is set externally',
    tx([{ startPeriod: 0, limit: 6, operationMode: 'ExternalLimits' }]),
    ['notForMode schedules.0.periods.0.limit 6 ExternalLimits'],
  ],
  [
    'phase L2 alone',
    tx([{ startPeriod: 0, limit_L2: 6 }]),
    ['limitMissing schedules.0.periods.0.limit null ChargingOnly', 'phaseValueAlone schedules.0.periods.0.limit_L2 6 null'],
  ],
  [
    'a default for each phase',
    byDefault([{ startPeriod: 0, limit: 6, limit_L3: 6 }]),
    ['phaseValueNotAllowed schedules.0.periods.0.limit_L3 6 TxProfile'],
  ],
  [
    'the example of V2X.05',
    tx([{ ...setpoint, setpoint: -750, limit: 1000, dischargeLimit: -500 }]),
    ['setpointOutsideLimits schedules.0.periods.0.setpoint -750 -500'],
  ],
  [
    'a setpoint above its limit',
    tx([{ ...setpoint, setpoint: 5, limit: 4 }]),
    ['setpointOutsideLimits schedules.0.periods.0.setpoint 5 4'],
  ],
];
