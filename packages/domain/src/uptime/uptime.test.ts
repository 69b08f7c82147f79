import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthOf } from './health.ts';
import { afterSteps, type LedgerConnector, type LedgerStep, ledgerSteps, type Observed } from './ledger.ts';
import {
  californiaUptime,
  driverUptime,
  type Exclusion,
  neviUptime,
  type Outage,
  type PortBook,
  serverPart,
  ukReliability,
} from './rules.ts';
import { atMost, intersect, subtract, total, union } from './spans.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);
const at = (days: number, hours = 0) => start + days * day + hours * hour;
const span = (from: number, until: number) => ({ from: at(from), until: at(until) });
const outage = (from: number, until: number, more: Partial<Outage> = {}): Outage => ({
  ...span(from, until),
  cause: 'faulted',
  exclusions: [],
  ...more,
});
const excluded = (from: number, until: number, kind: Exclusion['kind']): Exclusion => ({ ...span(from, until), kind });
const port = (connectors: Outage[][], more: Partial<PortBook> = {}): PortBook => ({
  since: at(-1000),
  connectors,
  proved: [],
  unobserved: [],
  ...more,
});
const year = span(0, 365);

describe('spans', () => {
  const list = fc.array(fc.tuple(fc.nat(50), fc.nat(50)).map(([from, length]) => ({ from, until: from + length })));
  const has = (spans: { from: number; until: number }[], moment: number) =>
    spans.some(({ from, until }) => from <= moment && moment < until);
  test('hold at each moment what they are made of', () =>
    fc.assert(
      fc.property(list, list, fc.nat(110), (a, b, moment) => {
        expect(has(union([...a, ...b]), moment)).toBe(has(a, moment) || has(b, moment));
        expect(has(intersect(a, b), moment)).toBe(has(a, moment) && has(b, moment));
        expect(has(subtract(a, b), moment)).toBe(has(a, moment) && !has(b, moment));
        expect(total(atMost(a, moment))).toBe(Math.min(moment, total(a)));
      }),
    ));
});

describe('NEVI, 23 CFR 680.116(b)', () => {
  const of = (book: PortBook) => neviUptime(book, at(365));
  test('10 days out of order: (525,600 − 14,400) / 525,600', () => {
    expect(of(port([[outage(10, 20)]]))).toMatchObject({ outageMinutes: 14_400, excludedMinutes: 0, periodMinutes: 525_600, isMet: true });
    expect(of(port([[outage(10, 20)]])).percent).toBeCloseTo(97.26027, 4);
  });
  test('11 days are too many; 97 % itself is not more than 97 %', () => {
    expect(of(port([[outage(10, 21)]])).isMet).toBe(false);
    expect(of(port([[{ ...outage(10, 0), until: at(10) + 0.03 * 365 * day }]])).isMet).toBe(false);
  });
  test.each<[Exclusion['kind'], number]>([
    ['utility', 1440],
    ['vandalism', 1440],
    ['disaster', 1440],
    ['vehicle', 1440],
    ['maintenance', 1440],
    ['planned', 1440],
    ['network', 0],
  ])('a day of 20 by %s: %i minutes excluded', (kind, minutes) => {
    const figure = of(port([[outage(10, 30, { exclusions: [excluded(10, 11, kind)] })]]));
    expect([figure.outageMinutes, figure.excludedMinutes]).toEqual([28_800, minutes]);
  });
  test('overlapping exclusions are excluded once, and only within the outage', () => {
    const exclusions = [excluded(9, 12, 'utility'), excluded(11, 13, 'vandalism')];
    expect(of(port([[outage(10, 20, { exclusions })]])).excludedMinutes).toBe(3 * 1440);
  });
  test('a lost connection counts, but not while a car was charging', () => {
    const lost = outage(10, 12, { cause: 'offline' });
    expect(of(port([[lost]])).outageMinutes).toBe(2 * 1440);
    expect(of(port([[lost]], { proved: [span(10, 11)] })).outageMinutes).toBe(1440);
  });
  test('a port with two connectors is down while both are', () => {
    expect(of(port([[outage(10, 20)], [outage(15, 30)]])).outageMinutes).toBe(5 * 1440);
    const stolen = outage(15, 30, { exclusions: [excluded(15, 30, 'vandalism')] });
    expect(of(port([[outage(10, 20)], [stolen]]))).toMatchObject({ outageMinutes: 5 * 1440, excludedMinutes: 5 * 1440 });
  });
  test('what was more than 525,600 minutes ago is past, also in a leap year', () => {
    const until = Date.UTC(2029, 0, 1);
    const before = { ...outage(0, 0), from: Date.UTC(2028, 0, 1), until: Date.UTC(2028, 0, 2) };
    expect(neviUptime(port([[before]]), until).outageMinutes).toBe(0);
    expect(neviUptime(port([[{ ...before, until: Date.UTC(2028, 0, 3) }]]), until).outageMinutes).toBe(1440);
  });
  test('our own downtime is excluded and shows as such', () => {
    const book = port([[outage(10, 12)]], { unobserved: [span(11, 13)] });
    expect(of(book)).toMatchObject({ outageMinutes: 2880, excludedMinutes: 1440 });
  });
});

describe('California', () => {
  const of = (book: PortBook) => californiaUptime(book, year);
  test('vandalism is excluded for 10 days an incident', () => {
    const incident = (from: number, until: number) => outage(from, until, { exclusions: [excluded(from, until, 'vandalism')] });
    expect(of(port([[incident(10, 25)]]))).toMatchObject({ outageMinutes: 15 * 1440, excludedMinutes: 10 * 1440 });
    expect(of(port([[incident(10, 25), incident(40, 45)]])).excludedMinutes).toBe(15 * 1440);
  });
  test('planned work is excluded for 72 hours a year, all of it together', () => {
    const work = (from: number, until: number, kind: Exclusion['kind']) =>
      outage(from, until, { exclusions: [excluded(from, until, kind)] });
    expect(of(port([[work(10, 12, 'maintenance'), work(20, 22, 'planned')]])).excludedMinutes).toBe(72 * 60);
  });
  test('the grid and disasters wholly, the car and the network not', () => {
    const all = (['utility', 'disaster', 'vehicle', 'network'] as const).map((kind, index) =>
      outage(index * 10, index * 10 + 1, { exclusions: [excluded(index * 10, index * 10 + 1, kind)] }),
    );
    expect(of(port([all])).excludedMinutes).toBe(2 * 1440);
  });
  test('a port of the last 100 days is measured by these; 97 % is enough', () => {
    const figure = of(port([[outage(265, 268)]], { since: at(265) }));
    expect(figure).toMatchObject({ periodMinutes: 100 * 1440, percent: 97, isMet: true });
  });
});

describe('United Kingdom, SI 2023/1168 reg. 7', () => {
  test('out of order and out of service count, a lost connection is not measured', () => {
    const book = port([
      [
        outage(0, 1),
        outage(10, 12, { cause: 'unavailable', exclusions: [excluded(10, 12, 'maintenance')] }),
        outage(20, 30, { cause: 'offline' }),
      ],
    ]);
    const figure = ukReliability([book], year);
    expect(figure).toMatchObject({ outageMinutes: 3 * 1440, periodMinutes: 355 * 1440, isMet: true });
    expect(figure.percent).toBeCloseTo((352 / 355) * 100, 9);
  });
  test('it is the network that is measured, not the single point', () => {
    const [well, broken] = [port([[]]), port([[outage(0, 30)]])];
    expect(ukReliability([broken], year).isMet).toBe(false);
    expect(ukReliability([broken, ...Array.from({ length: 9 }, () => well)], year).isMet).toBe(true);
    expect(ukReliability([], year)).toMatchObject({ percent: null, isMet: null });
  });
});

describe('as a driver counts', () => {
  test('nothing excuses', () => {
    expect(driverUptime(port([[outage(0, 1, { exclusions: [excluded(0, 1, 'maintenance')] })]]), span(0, 10)).percent).toBe(90);
  });
  test('nobody looked while our server was down: that time is left out, and the way back too', () => {
    const lost = outage(4, 5, { cause: 'offline', exclusions: [excluded(4, 5, 'server')] });
    expect(driverUptime(port([[lost]], { unobserved: [span(4, 4.5)] }), span(0, 10))).toMatchObject({
      percent: 100,
      periodMinutes: 9.5 * 1440,
    });
  });
  test('a clock change makes a day shorter, not worse: moments count', () => {
    const spring = { from: Date.parse('2026-03-29T00:00:00+01:00'), until: Date.parse('2026-03-30T00:00:00+02:00') };
    expect(driverUptime(port([[]]), spring)).toMatchObject({ periodMinutes: 23 * 60, percent: 100 });
  });
  test('a port known since yesterday has no past', () => {
    expect(driverUptime(port([[outage(0, 9.5)]], { since: at(9) }), span(0, 10)).percent).toBe(50);
    expect(driverUptime(port([[]], { since: at(20) }), span(0, 10)).percent).toBeNull();
  });
});

test.each([
  ['lost with it, back in time', { cause: 'offline', from: 100, until: 102 } as const, [{ from: 100, until: 102 }]],
  ['lost with it, away for longer', { cause: 'offline', from: 100, until: 200 } as const, [{ from: 100, until: 115 }]],
  ['away before', { cause: 'offline', from: 50, until: 200 } as const, [{ from: 100, until: 110 }]],
  ['faulty before', { cause: 'faulted', from: 105, until: 200 } as const, [{ from: 105, until: 110 }]],
])('our server was down from minute 100 to 110; %s', (_, { cause, from, until }, expected) => {
  const minutes = (value: number) => value * 60_000;
  const part = serverPart({ cause, from: minutes(from), until: minutes(until) }, [{ from: minutes(100), until: minutes(110) }]);
  expect(part).toEqual(expected.map((one) => ({ from: minutes(one.from), until: minutes(one.until) })));
});

describe('the ledger', () => {
  const two: LedgerConnector[] = [1, 2].map((evseId) => ({ evseId, connectorId: 1, open: null }));
  const run = (events: Observed[]) => {
    let connectors = two;
    const steps: LedgerStep[] = [];
    for (const event of events) {
      const next = ledgerSteps(connectors, event);
      steps.push(...next);
      connectors = connectors.map((connector) => afterSteps(connector, next));
    }
    return steps.map((step) => `${step.at} ${step.kind}${step.kind === 'open' ? ` ${step.cause}` : ''} ${step.evseId}`);
  };
  const status = (moment: number, evseId: number, word: 'Faulted' | 'Unavailable' | 'Available' | 'Charging' | 'Unknown'): Observed => ({
    kind: 'status',
    at: moment,
    evseId,
    connectorId: evseId === 0 ? 0 : 1,
    status: word,
  });
  test.each<[string, Observed[], string[]]>([
    [
      'a lost connection',
      [
        { kind: 'disconnected', at: 1 },
        { kind: 'connected', at: 5 },
      ],
      ['1 open offline 1', '1 open offline 2', '5 close 1', '5 close 2'],
    ],
    ['a fault', [status(1, 1, 'Faulted'), status(2, 1, 'Faulted'), status(3, 1, 'Charging')], ['1 open faulted 1', '3 close 1']],
    [
      'a fault becomes out of service',
      [status(1, 1, 'Faulted'), status(2, 1, 'Unavailable'), status(3, 1, 'Available')],
      ['1 open faulted 1', '2 close 1', '2 open unavailable 1', '3 close 1'],
    ],
    [
      'a fault outlasts a lost connection',
      [status(1, 1, 'Faulted'), { kind: 'disconnected', at: 2 }, { kind: 'connected', at: 3 }, status(4, 1, 'Available')],
      ['1 open faulted 1', '2 open offline 2', '3 close 2', '4 close 1'],
    ],
    [
      'the whole station',
      [status(1, 0, 'Unavailable'), status(2, 0, 'Available')],
      ['1 open unavailable 1', '1 open unavailable 2', '2 close 1', '2 close 2'],
    ],
    [
      'the station is well, its connector is not',
      [status(1, 1, 'Faulted'), status(2, 0, 'Faulted'), status(3, 0, 'Available')],
      ['1 open faulted 1', '2 open faulted 2', '3 close 2'],
    ],
    ['a word that says nothing', [status(1, 1, 'Faulted'), status(2, 1, 'Unknown')], ['1 open faulted 1']],
    [
      'a repeat',
      [
        { kind: 'disconnected', at: 1 },
        { kind: 'disconnected', at: 1 },
      ],
      ['1 open offline 1', '1 open offline 2'],
    ],
    [
      'something older',
      [
        { kind: 'disconnected', at: 5 },
        { kind: 'connected', at: 3 },
      ],
      ['5 open offline 1', '5 open offline 2'],
    ],
  ])('%s', (_, events, steps) => expect(run(events)).toEqual(steps));
});

test('the score says what it is made of', () => {
  const well = { uptime: 100, downNow: 0, connectors: 2, drops: 3, days: 30, sessions: 50, failedSessions: 1, clockSkewMs: 500 };
  expect(healthOf(well)).toEqual({ score: 100, grade: 'good', reasons: [] });
  expect(healthOf({ ...well, uptime: 92, downNow: 1, failedSessions: 10, clockSkewMs: -120_000 })).toEqual({
    score: 55,
    grade: 'poor',
    reasons: [
      { code: 'downtime', points: 20, value: 8 },
      { code: 'downNow', points: 10, value: 1 },
      { code: 'failedSessions', points: 10, value: 20 },
      { code: 'clock', points: 5, value: 120 },
    ],
  });
  expect(healthOf({ ...well, sessions: 3, failedSessions: 3, drops: 300 }).reasons.map(({ code }) => code)).toEqual(['drops']);
});
