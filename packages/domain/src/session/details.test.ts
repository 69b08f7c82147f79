import { expect, it } from 'vitest';
import { toReading } from '../meter/to-reading.ts';
import { applyEvent, type TransactionEvent } from './event.ts';
import { openSession, type Session } from './session.ts';
import { closeStale } from './stop.ts';

const t0 = Date.UTC(2026, 4, 1, 8);
const minute = 60_000;
const begun: Session = openSession({ id: 1, startKey: 'k', transactionId: 'tx', evseId: 1, connectorId: 1, at: t0, receivedAt: t0 });
const event = (seqNo: number, change: Partial<TransactionEvent> = {}): TransactionEvent => ({
  kind: seqNo === 0 ? 'Started' : 'Updated',
  at: t0 + seqNo * minute,
  seqNo,
  isOffline: false,
  isClockOff: false,
  chargingState: 'Charging',
  stopReason: null,
  evseId: null,
  connectorId: null,
  token: null,
  isTokenForStop: false,
  readings: [],
  ...change,
});
const told = (...events: TransactionEvent[]) => events.reduce(applyEvent, begun).state.details;

it('keeps what a later event leaves out, and lets a late one fill in only what is not known', () => {
  const first = event(0, { details: { operationMode: 'ChargingOnly', phasesUsed: 3 } });
  const second = event(1, { details: { operationMode: 'CentralSetpoint', cableMaxCurrent: 32 } });
  const expected = { operationMode: 'CentralSetpoint', phasesUsed: 3, cableMaxCurrent: 32 };
  expect(told(first, second)).toEqual(expected);
  expect(told(second, first)).toEqual(expected);
  expect(told(first, second, first)).toEqual(expected);
});

it('meters what the car gives back beside what it takes', () => {
  const registers = (taken: number, given: number, at: number) => [
    toReading({ value: taken }, at),
    toReading({ value: given, measurand: 'Energy.Active.Export.Register', unit: 'kWh' }, at),
  ];
  const session = [
    event(0, { readings: registers(1000, 0.1, t0) }),
    event(1, { readings: registers(4000, 0.1, t0 + minute) }),
    event(2, { readings: registers(4000, 2.6, t0 + 2 * minute), details: { operationMode: 'CentralSetpoint' } }),
  ].reduce(applyEvent, begun);
  expect(session.energyWh).toBe(3000);
  expect(session.state.details).toEqual({ exportedWh: 2500, operationMode: 'CentralSetpoint' });
});

it('goes on after a loss of power, also when we had given it up', () => {
  const before = [event(0), event(1)].reduce(applyEvent, begun);
  const resumed = applyEvent(closeStale(before), event(2, { isResumed: true, at: t0 + 60 * minute }));
  expect(resumed).toMatchObject({
    status: 'active',
    endedAt: null,
    marks: ['resumed', 'lateData'],
    state: { details: { resumptions: 1 } },
  });
  // A repeat of the message is no second loss of power.
  expect(applyEvent(resumed, event(2, { isResumed: true, at: t0 + 60 * minute })).state.details).toEqual({ resumptions: 1 });
  expect(applyEvent(resumed, event(3, { isResumed: true, at: t0 + 90 * minute })).state.details).toEqual({ resumptions: 2 });
});
