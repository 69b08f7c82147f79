import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toReading } from '../meter/to-reading.ts';
import type { Reading } from '../reading.ts';
import { applyEvent, type TransactionEvent } from './event.ts';
import { openSession, type Session } from './session.ts';

/**
 * 2.x E01, E06: a station tells of a transaction from any of six points on to any of five. One visit of a car, in the
 * order it happens, is cut to what a station with these points tells; whatever the cut, the session says the same.
 */
const startPoints = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'PowerPathClosed', 'EnergyTransfer', 'DataSigned'] as const;
const stopPoints = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'PowerPathClosed', 'EnergyTransfer'] as const;
type StartPoint = (typeof startPoints)[number];
type StopPoint = (typeof stopPoints)[number];

const minute = 60_000;
const t0 = Date.UTC(2026, 4, 1, 8);
/** What happens, one thing a minute: the state afterwards, the meter in Wh, and which points begin or end with it. */
interface Happening {
  name: string;
  chargingState: string;
  meterWh?: number;
  begins?: StartPoint;
  ends?: StopPoint;
  hasToken?: 'start' | 'stop';
}
const cableFirst: readonly Happening[] = [
  { name: 'bay taken', chargingState: 'Idle', begins: 'ParkingBayOccupancy' },
  { name: 'plugged in', chargingState: 'EVConnected', begins: 'EVConnected' },
  { name: 'card', chargingState: 'EVConnected', begins: 'Authorized', hasToken: 'start' },
  { name: 'power path closed', chargingState: 'SuspendedEVSE', begins: 'PowerPathClosed' },
  { name: 'signed meter value', chargingState: 'SuspendedEVSE', meterWh: 1000, begins: 'DataSigned' },
  { name: 'energy flows', chargingState: 'Charging', meterWh: 1000, begins: 'EnergyTransfer' },
  { name: 'meter', chargingState: 'Charging', meterWh: 3000 },
  { name: 'car is full', chargingState: 'SuspendedEV', meterWh: 6000, ends: 'EnergyTransfer' },
  { name: 'card', chargingState: 'EVConnected', meterWh: 6000, ends: 'Authorized', hasToken: 'stop' },
  { name: 'power path open', chargingState: 'EVConnected', meterWh: 6000, ends: 'PowerPathClosed' },
  { name: 'unplugged', chargingState: 'Idle', meterWh: 6000, ends: 'EVConnected' },
  { name: 'bay free', chargingState: 'Idle', meterWh: 6000, ends: 'ParkingBayOccupancy' },
];
const cardFirst: readonly Happening[] = [
  cableFirst[0]!,
  { name: 'card', chargingState: 'Idle', begins: 'Authorized', hasToken: 'start' },
  { name: 'plugged in', chargingState: 'EVConnected', begins: 'EVConnected' },
  ...cableFirst.slice(3),
];
const token = { idToken: 'CARD', type: 'ISO14443', tokenId: 7, isAccepted: true };

/** The events of a station with these points. */
function eventsOf(story: readonly Happening[], start: StartPoint, stop: StopPoint): TransactionEvent[] {
  const first = story.findIndex(({ begins }) => begins === start);
  const last = story.findIndex(({ ends }) => ends === stop);
  const told = story.slice(first, last + 1);
  // The card is named in the first event once it is known, and the EVSE once the car is there.
  const wasHeldBefore = story.slice(0, first).some(({ hasToken }) => hasToken === 'start');
  const plugged = story.findIndex(({ name }) => name === 'plugged in');
  return told.map((happening, index): TransactionEvent => {
    const isLast = index === told.length - 1;
    const meter: Reading[] =
      happening.meterWh === undefined ? [] : [toReading({ value: happening.meterWh }, t0 + (first + index) * minute)];
    const names = happening.hasToken !== undefined || (index === 0 && wasHeldBefore);
    return {
      kind: index === 0 ? 'Started' : isLast ? 'Ended' : 'Updated',
      at: t0 + (first + index) * minute,
      seqNo: index,
      isOffline: false,
      isClockOff: false,
      chargingState: happening.chargingState,
      stopReason: isLast ? 'Local' : null,
      evseId: index === Math.max(0, plugged - first) ? 2 : null,
      connectorId: index === Math.max(0, plugged - first) ? 1 : null,
      token: names ? token : null,
      isTokenForStop: happening.hasToken === 'stop',
      readings: meter,
    };
  });
}
const unknown = (at: number): Session =>
  openSession({ id: 1, startKey: 'k', transactionId: 'tx', evseId: 0, connectorId: null, at, receivedAt: at });
const sessionOf = (events: readonly TransactionEvent[]): Session => events.reduce(applyEvent, unknown(events[0]?.at ?? t0));

const combinations = (['cable first', 'card first'] as const).flatMap((order) =>
  startPoints.flatMap((start) => stopPoints.map((stop) => ({ order, start, stop }))),
);

describe.each(combinations)('$order, TxStartPoint $start, TxStopPoint $stop', ({ order, start, stop }) => {
  const story = order === 'cable first' ? cableFirst : cardFirst;
  const events = eventsOf(story, start, stop);
  const session = sessionOf(events);

  it('is the same visit: card, place, energy, and from when to when the station says', () => {
    expect(session).toMatchObject({
      status: 'ended',
      idToken: 'CARD',
      tokenId: 7,
      evseId: 2,
      connectorId: 1,
      energyWh: 5000,
      stopReason: 'Local',
      startedAt: t0 + story.findIndex(({ begins }) => begins === start) * minute,
      endedAt: t0 + story.findIndex(({ ends }) => ends === stop) * minute,
      marks: [],
    });
  });

  it('is the same in whatever order the events come, each any number of times', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events), (shuffled, again) => {
        const { marks, state, receivedAt, ...facts } = sessionOf([...shuffled, ...again]);
        const { marks: _, state: kept, receivedAt: __, ...expected } = session;
        expect(facts).toEqual(expected);
        expect(state.seq).toEqual(kept.seq);
      }),
      { numRuns: 40 },
    );
  });
});

it('a station that ends at the first of several points ends once; what it tells later is kept, and ends nothing again', () => {
  const events = eventsOf(cableFirst, 'EVConnected', 'EnergyTransfer');
  const [last] = events.slice(-1);
  if (last === undefined) throw new Error('no events');
  const later = { ...last, kind: 'Ended' as const, seqNo: last.seqNo + 1, at: last.at + minute, stopReason: 'EVDisconnected' };
  expect(sessionOf([...events, later])).toMatchObject({ endedAt: last.at, stopReason: 'Local', energyWh: 5000 });
});
