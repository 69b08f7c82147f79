import { describe, expect, test } from 'vitest';
import { energyOf } from '../meter/meter.ts';
import { toReading } from '../meter/to-reading.ts';
import { courseOf } from '../pricing/course.ts';
import { applyReadings } from '../session/readings.ts';
import { hasRepair, withRepair } from '../session/repaired.ts';
import { openSession, type Session } from '../session/session.ts';
import { stopSession } from '../session/stop.ts';
import { type Anomaly, defaultRules, type EndedSession, findAnomalies, findingKinds, limitUnits, outcomeOf } from './findings.ts';
import { effectiveRepair, type RepairHints, suggestRepair } from './repair.ts';

const hour = 3_600_000;
const good: EndedSession = {
  startedAt: 0,
  endedAt: 2 * hour,
  energyWh: 14_000,
  meterStartWh: 1000,
  meterStopWh: 15_000,
  lastEnergyAt: 2 * hour,
  marks: [],
  maxPowerW: 11_000,
  overlapsWith: null,
  priceChanged: false,
  isRepaired: { energy: false, times: false },
};
const nothing: RepairHints = { signedWh: null, signedFrom: null, signedTo: null, lastReadingAt: null, otherStartedAt: null };

describe('anomalies', () => {
  test.each<[string, Partial<EndedSession>, Anomaly[]]>([
    ['a good one', {}, []],
    ['no energy', { energyWh: 0 }, ['noEnergy']],
    ['the meter ran backwards', { meterStopWh: 900 }, ['negative']],
    ['a register fell back', { marks: ['meterReset'] }, ['negative']],
    ['a value was impossible', { marks: ['meterImplausible'] }, ['negative']],
    ['set right by a person', { meterStopWh: 900, marks: ['meterReset'], isRepaired: { energy: true, times: false } }, []],
    ['just what the connector can give', { energyWh: 24_300 }, []],
    ['more than the connector can give', { energyWh: 24_301 }, ['tooMuch']],
    ['power not known: the rule says', { energyWh: 500_000, maxPowerW: null }, []],
    ['more than any connector can give', { energyWh: 900_000, maxPowerW: null }, ['tooMuch']],
    ['three days to the hour', { endedAt: 72 * hour, lastEnergyAt: 70 * hour }, []],
    ['longer than three days', { endedAt: 72 * hour + 1, lastEnergyAt: 70 * hour }, ['tooLong']],
    ['another at the same plug', { overlapsWith: 7 }, ['overlapping']],
    ['no start', { marks: ['startMissing'] }, ['missingHalf']],
    ['no stop', { marks: ['stopMissing'] }, ['missingHalf']],
    ['a clock that is off', { marks: ['clockSkew'] }, ['clockSkew']],
    ['the end before the start', { marks: ['timeReversed'] }, ['clockSkew']],
    ['the place was blocked', { endedAt: 15 * hour }, ['idleBlocked']],
    ['another price', { priceChanged: true }, ['priceChanged']],
  ])('%s', (_, change, kinds) => {
    expect(findAnomalies({ ...good, ...change }, defaultRules).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('limits are of the rules', () => {
    const rules = { ...defaultRules, tooLong: { action: 'drop', limit: 1 } as const };
    const found = findAnomalies(good, rules);
    expect(found).toEqual([{ kind: 'tooLong', detail: { hours: 2, limit: 1 } }]);
    expect(outcomeOf(found, rules)).toBe('drop');
  });
  test('who holds wins over who drops, and nothing found is billed', () => {
    expect(outcomeOf([], defaultRules)).toBe('bill');
    expect(outcomeOf([{ kind: 'clockSkew', detail: {} }], defaultRules)).toBe('bill');
    expect(outcomeOf([{ kind: 'noEnergy', detail: {} }], defaultRules)).toBe('drop');
    expect(
      outcomeOf(
        [
          { kind: 'noEnergy', detail: {} },
          { kind: 'signedGap', detail: {} },
        ],
        defaultRules,
      ),
    ).toBe('hold');
  });
  test('every kind has its rule, and what measures has its limit', () => {
    expect(Object.keys(defaultRules).sort()).toEqual([...findingKinds].sort());
    for (const kind of Object.keys(limitUnits)) expect(defaultRules[kind as Anomaly].limit, kind).toBeGreaterThan(0);
  });
});

describe('suggestions', () => {
  const suggest = (kinds: readonly (keyof typeof defaultRules)[], session: Partial<EndedSession> = {}, hints: Partial<RepairHints> = {}) =>
    suggestRepair(
      kinds.map((kind) => ({ kind, detail: {} })),
      { ...good, ...session },
      { ...nothing, ...hints },
    );
  test('what was signed counts before what was told', () => {
    expect(suggest(['signedEnergyDiffers'], {}, { signedWh: 13_500 })).toEqual({ energyWh: 13_500, billing: 'bill' });
    expect(suggest(['negative'], {}, { signedWh: 13_500 })).toEqual({ energyWh: 13_500, billing: 'bill' });
    expect(suggest(['negative'])).toBeNull();
  });
  test('what proves nothing suggests nothing', () => {
    expect(suggest(['signedInvalid', 'signedEnergyDiffers'], {}, { signedWh: 13_500 })).toBeNull();
    expect(suggest(['signedGap'])).toBeNull();
  });
  test('ends where it ended', () => {
    expect(suggest(['overlapping'], {}, { otherStartedAt: hour })).toEqual({ endedAt: hour, billing: 'bill' });
    expect(suggest(['missingHalf'], { lastEnergyAt: hour })).toEqual({ endedAt: hour, billing: 'bill' });
    expect(suggest(['missingHalf'])).toEqual({ billing: 'bill' });
    expect(suggest(['noEnergy'])).toEqual({ billing: 'drop' });
    expect(suggest([])).toBeNull();
  });
});

describe('repairs', () => {
  const entry = (id: number, change: object, reverses: number | null = null) => ({ id, change, reverses });
  test('the newest of each field that was not taken back', () => {
    const entries = [entry(1, { energyWh: 5 }), entry(2, { energyWh: 7, billing: 'bill' }), entry(3, {}, 2), entry(4, { endedAt: 9 })];
    expect(effectiveRepair(entries)).toEqual({ energyWh: 5, endedAt: 9 });
    expect(effectiveRepair(entries.toReversed())).toEqual({ energyWh: 5, endedAt: 9 });
    expect(effectiveRepair([entry(1, { energyWh: 5 }), entry(2, {}, 1)])).toBeNull();
    expect(effectiveRepair([])).toBeNull();
  });

  const register = (at: number, wh: number) => toReading({ value: wh }, at);
  function ended(): Session {
    const open = openSession({ id: 1, startKey: 'k', transactionId: '1', evseId: 1, connectorId: 1, at: 0, receivedAt: 0 });
    const measured = applyReadings(open, [register(0, 1000), register(hour, 9000), register(2 * hour, 500_000)]);
    return stopSession(measured, {
      at: 2 * hour,
      meterStopWh: 500_000,
      reason: 'Local',
      idToken: null,
      isOffline: false,
      isClockOff: false,
    });
  }
  test('figures are set, kept by later messages, and come back as they were told', () => {
    const session = ended();
    const repaired = withRepair(session, { energyWh: 8000, endedAt: hour });
    expect(repaired).toMatchObject({ energyWh: 8000, startedAt: 0, endedAt: hour });
    expect(hasRepair(session, { energyWh: 8000, endedAt: hour })).toBe(false);
    expect(hasRepair(repaired, { energyWh: 8000, endedAt: hour })).toBe(true);
    expect(applyReadings(repaired, [register(hour + 1, 9500)]).energyWh).toBe(8000);
    expect(withRepair(repaired, { endedAt: 3 * hour })).toMatchObject({ energyWh: session.energyWh, endedAt: 3 * hour });
    const back = withRepair(repaired, null);
    expect(back).toEqual(session);
    expect(back.energyWh).toBe(energyOf(session.state.meter)?.energyWh);
    expect(withRepair(session, { billing: 'bill' })).toBe(session);
  });
  test('a stop that comes late is what the station tells from then on', () => {
    const repaired = withRepair({ ...ended(), endedAt: hour }, { endedAt: 2 * hour });
    const late = { ...repaired, endedAt: 3 * hour };
    expect(hasRepair(late, { endedAt: 2 * hour })).toBe(false);
    const again = withRepair(late, { endedAt: 2 * hour });
    expect(again.endedAt).toBe(2 * hour);
    expect(withRepair(again, null).endedAt).toBe(3 * hour);
  });
  test('its course has the energy that was set', () => {
    const repaired = withRepair(ended(), { energyWh: 8000 });
    const course = courseOf(repaired, [register(hour, 9000)], { until: 2 * hour });
    expect(course.reduce((sum, { energyWh }) => sum + energyWh, 0)).toBeCloseTo(8000, 6);
  });
});
