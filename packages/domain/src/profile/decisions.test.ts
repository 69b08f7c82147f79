import { describe, expect, test } from 'vitest';
import { compositeSchedule } from './composite.ts';
import type { ChargingProfile, SchedulePeriod } from './profile.ts';
import { type Asked, byDefault, external, generation, max, monday, priority, question, tx } from './testing/make.ts';

const periodsOf = (profiles: ChargingProfile[], rest: Asked = {}) => compositeSchedule(question(profiles, rest)).periods;
/** `part by id` for each decision of each period. */
const why = (profiles: ChargingProfile[], rest: Asked = {}): string[] =>
  periodsOf(profiles, rest).map(({ decisions }) => decisions.map(({ part, by }) => `${part} ${by === 'station' ? by : by.id}`).join(', '));

describe('every period says whose doing it is', () => {
  test.each<[string, ChargingProfile[], string[], Asked?]>([
    ['nobody', [], ['']],
    ['the lowest', [max([[0, 20]], { id: 1 }), tx([[0, 16]], { id: 2 })], ['limit 2']],
    ['both of two equals', [max([[0, 16]], { id: 1 }), tx([[0, 16]], { id: 2 })], ['limit 1, limit 2']],
    [
      'who takes over, at the same limit',
      [byDefault([[0, 16]], { id: 1 }), tx([[0, 16]], { id: 2, duration: 600 })],
      ['limit 2', 'limit 1'],
    ],
    [
      'not who leads but does not limit',
      [
        max(
          [
            [0, 20],
            [600, 30],
          ],
          { id: 1 },
        ),
        tx([[0, 16]], { id: 2 }),
      ],
      ['limit 2'],
    ],
    ['the hardware', [max([[0, 20]], { id: 1 })], ['limit station'], { station: { maxCurrent: 16 } }],
    ['the hardware and an equal', [max([[0, 16]], { id: 1 })], ['limit 1, limit station'], { station: { maxCurrent: 16 } }],
    ['what was added', [byDefault([[0, 10]], { id: 1 }), generation([[0, 5]], { id: 2 })], ['limit 1, addition 2']],
    [
      'not what was added in vain',
      [byDefault([[0, 10]], { id: 1 }), generation([[0, 5]], { id: 2 })],
      ['limit station'],
      { station: { maxCurrent: 12 } },
    ],
    ['who takes phases away', [max([[0, 8]], { id: 1 }), tx([[0, 16]], { id: 2, numberPhases: 1 })], ['phases 2, limit 1']],
    [
      'who chooses the phase',
      [max([[0, 8]], { id: 1 }), tx([{ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 3 }], { id: 2 })],
      ['phases 2, limit 2, phaseToUse 2'],
    ],
    [
      'each phase may have its own',
      [max([[0, 12]], { id: 1 }), tx([{ startPeriod: 0, limit: 16, limit_L2: 10, limit_L3: 6 }], { id: 2 })],
      ['limit 1, limit 2'],
    ],
  ])('%s', (_, profiles, expected, rest) => {
    expect(why(profiles, rest)).toEqual(expected);
  });
  test('with what is needed to find it', () => {
    const [period] = periodsOf([tx([[0, 16]], { id: 9, stackLevel: 3 })]);
    expect(period?.decisions).toEqual([{ part: 'limit', by: { id: 9, evseId: 1, purpose: 'TxProfile', stackLevel: 3 } }]);
  });
  test('the phase to use is said when one phase is in use', () => {
    const chosen = { startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 3 };
    expect(periodsOf([tx([chosen])])[0]).toMatchObject({ limit: 6, numberPhases: 1, phaseToUse: 3 });
    expect(periodsOf([tx([{ ...chosen, numberPhases: 2 }])])[0]).not.toHaveProperty('phaseToUse');
  });
});

const central = (period: Omit<SchedulePeriod, 'startPeriod'>): SchedulePeriod => ({
  startPeriod: 0,
  operationMode: 'CentralSetpoint',
  ...period,
});
const watt = { unit: 'W', station: {} } satisfies Asked;

describe('setpoints and discharging (2.1 Q)', () => {
  const cases: [name: string, profiles: ChargingProfile[], expected: object, rest?: Asked][] = [
    [
      'the example of V2X.03: the limit caps',
      [tx([central({ setpoint: 2000, limit: 1000 })], { unit: 'W' })],
      { setpoint: 1000, limit: 1000 },
    ],
    [
      'the example of V2X.04: the discharge limit caps',
      [tx([central({ setpoint: -2000, dischargeLimit: -1000 })], { unit: 'W' })],
      { setpoint: -1000, dischargeLimit: -1000, limit: null },
    ],
    [
      'a limit of the station caps a setpoint, not a negative one',
      [tx([central({ setpoint: -5000 })], { unit: 'W' }), max([[0, 3000]], { unit: 'W' })],
      { setpoint: -5000, limit: 3000 },
    ],
    [
      'the hardware caps a setpoint',
      [tx([central({ setpoint: 20000 })], { unit: 'W' })],
      { setpoint: 11040 },
      { unit: 'W', station: { maxCurrent: 16 } },
    ],
    [
      'an external setpoint goes first (§3.2)',
      [
        tx([central({ setpoint: 3000 })], { unit: 'W' }),
        external([{ startPeriod: 0, operationMode: 'ExternalSetpoint', setpoint: 4000 }], { unit: 'W' }),
      ],
      { setpoint: 4000, operationMode: 'CentralSetpoint' },
    ],
    [
      '... unless SetpointPriority says otherwise',
      [
        tx([central({ setpoint: 3000 })], { unit: 'W' }),
        external([{ startPeriod: 0, operationMode: 'ExternalSetpoint', setpoint: 4000 }], { unit: 'W' }),
      ],
      { setpoint: 3000 },
      { unit: 'W', station: { setpointPriority: 'transaction' } },
    ],
    [
      'of discharge limits the one that lets least flow (SC.04)',
      [
        tx([central({ setpoint: -900, dischargeLimit: -800 })], { unit: 'W' }),
        external([{ startPeriod: 0, operationMode: 'ExternalLimits', dischargeLimit: -500 }], { unit: 'W' }),
      ],
      { setpoint: -500, dischargeLimit: -500 },
    ],
    [
      'in ampere',
      [tx([central({ setpoint: -6900, dischargeLimit: -10350 })], { unit: 'W' })],
      { setpoint: -10, dischargeLimit: -15 },
      { unit: 'A' },
    ],
    [
      'reactive power is not capped',
      [tx([central({ setpoint: 500, setpointReactive: -2000, limit: 1000, dischargeLimit: -1000 })], { unit: 'W' })],
      { setpoint: 500, setpointReactive: -2000 },
    ],
    [
      'for each phase',
      [tx([central({ setpoint: 3000, setpoint_L2: 2000, setpoint_L3: -1000 })], { unit: 'W' }), max([[0, 7500]], { unit: 'W' })],
      { setpoint: 2500, setpoint_L2: 2000, setpoint_L3: -1000, limit: 7500 },
    ],
    [
      'limitAtSoC caps a setpoint',
      [tx([central({ setpoint: 3000 })], { unit: 'W', limitAtSoC: { soc: 80, limit: 1000 } })],
      { setpoint: 1000 },
      { unit: 'W', transaction: { id: 'T', startedAt: monday, stateOfCharge: 90 } },
    ],
    [
      'what belongs to the mode comes along',
      [
        tx(
          [
            {
              startPeriod: 0,
              operationMode: 'LocalFrequency',
              v2xBaseline: 100,
              v2xFreqWattCurve: [{ frequency: 50, power: 0 }],
              preconditioningRequest: true,
            },
          ],
          { unit: 'W' },
        ),
      ],
      {
        operationMode: 'LocalFrequency',
        v2xBaseline: 100,
        v2xFreqWattCurve: [{ frequency: 50, power: 0 }],
        preconditioningRequest: true,
        limit: null,
      },
    ],
    ['asleep', [tx([{ startPeriod: 0, operationMode: 'Idle', evseSleep: true }])], { limit: 0, operationMode: 'Idle', evseSleep: true }],
  ];
  test.each(cases)('%s', (_, profiles, expected, rest = watt) => {
    const [period, ...more] = periodsOf(profiles, rest);
    expect(more).toEqual([]);
    expect(period).toMatchObject(expected);
  });
  test('decisions name both sides', () => {
    const profiles = [
      tx([central({ setpoint: -900, dischargeLimit: -800 })], { id: 1, unit: 'W' }),
      external([{ startPeriod: 0, operationMode: 'ExternalLimits', dischargeLimit: -500 }], { id: 2, unit: 'W' }),
    ];
    expect(why(profiles, watt)).toEqual(['dischargeLimit 2, setpoint 1, mode 1']);
  });
  test('charging only: priority charging drops setpoints', () => {
    const profiles = [tx([central({ setpoint: -900 })], { unit: 'W' }), priority([[0, 11000]], { unit: 'W' })];
    const [period] = periodsOf(profiles, { unit: 'W', transaction: { id: 'T', startedAt: monday, hasPriority: true } });
    expect(period).toMatchObject({ limit: 11000 });
    expect(period).not.toHaveProperty('setpoint');
  });
});

describe('random delays', () => {
  const delayed = byDefault(
    [
      [0, 16],
      [600, 6],
    ],
    { randomizedDelay: 300 },
  );
  test.each<[number, Asked]>([
    [300, {}],
    [0, { transaction: null }],
    [300, { evseId: 0, evses: [{ id: 1, phases: 3, transaction: { id: 'T', startedAt: monday } }], transaction: null }],
  ])('the station may be later by %d s', (expected, rest) => {
    expect(compositeSchedule(question([delayed], rest)).randomizedDelay).toBe(expected);
  });
});
