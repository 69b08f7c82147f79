import { actionsToStation, type Version, versions } from '@stationmaster/ocpp';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { schemaOf } from '../../../../packages/ocpp/src/schemas.ts';
import { sampleOf } from '../../../../packages/ocpp/src/testing/sample.ts';
import { makers } from '../makers.ts';
import type { StationEvent } from './event.ts';
import { newStation, step } from './station.ts';

const car = { name: 'Car', batteryWh: 50_000, soc: 0.5, maxAcW: 11_000, maxDcW: 50_000, phases: 3, isPaused: false } as const;
const event = fc.oneof(
  fc.constantFrom<StationEvent>(
    { kind: 'powerUp' },
    { kind: 'opened' },
    { kind: 'closed' },
    { kind: 'goOffline' },
    { kind: 'comeBack' },
    { kind: 'plugIn', evseId: 1, vehicle: car },
    { kind: 'unplug', evseId: 1 },
    { kind: 'tap', evseId: 1, idToken: 'A' },
    { kind: 'tap', evseId: 1, idToken: 'B' },
    { kind: 'pause', evseId: 1, isPaused: true },
    { kind: 'fault', evseId: 1, errorCode: 'GroundFailure' },
    { kind: 'fault', evseId: 1, errorCode: null },
    { kind: 'timer', name: 'sample:1' },
    { kind: 'timer', name: 'retry' },
    { kind: 'timer', name: 'reboot' },
    { kind: 'timer', name: 'connection:1' },
    { kind: 'command', callId: 'c', action: 'Reset', payload: { type: 'Hard' } },
    { kind: 'command', callId: 'c', action: 'UnlockConnector', payload: { connectorId: 1, evseId: 1 } },
    {
      kind: 'command',
      callId: 'c',
      action: 'ChangeAvailability',
      payload: { connectorId: 0, type: 'Inoperative', operationalStatus: 'Inoperative' },
    },
  ),
);
/** Any message of a CSMS, with all that may be in it. */
const command = (version: Version): fc.Arbitrary<StationEvent> =>
  fc.constantFrom(...actionsToStation[version]).map((action) => ({
    kind: 'command',
    callId: 'c',
    action,
    payload: sampleOf(schemaOf(version, action, 'Request') ?? {}, 'full'),
  }));
const day = fc
  .constantFrom(...versions)
  .chain((version) =>
    fc.tuple(fc.constant(version), fc.constantFrom(...makers), fc.array(fc.oneof(event, command(version)), { maxLength: 60 })),
  );
const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const inner of Object.values(Object.freeze(value))) freeze(inner);
  return value;
};

it('whatever happens in whatever order: the old state stays as it was, and the books balance', () => {
  fc.assert(
    fc.property(day, ([version, maker, events]) => {
      let state = freeze(newStation({ id: 'S1', version, maker, at: 0, registerWh: 1000 }));
      const open = new Set<string>();
      let at = 0;
      for (const one of events) {
        at += 60_000;
        const next = step(state, one, at);
        state = freeze(next.state);
        for (const effect of next.effects) {
          if (effect.kind !== 'ledger') continue;
          if (effect.change.startedAt !== undefined) open.add(effect.sessionId);
          if (effect.change.endedAt !== undefined) expect(open.delete(effect.sessionId)).toBe(true);
          if (effect.change.stopWh != null) expect(effect.change.stopWh).toBeGreaterThanOrEqual(0);
        }
      }
      expect(state.evses.flatMap(({ session }) => session?.id ?? [])).toEqual([...open]);
      // Nothing was ever answered, so every session still waits with its start first.
      const starts = state.queue.filter(({ type }) => type === 'Started').map(({ session }) => session.id);
      expect(new Set(starts).size).toBe(starts.length);
      for (const id of new Set(state.queue.map(({ session }) => session.id))) {
        const seqNos = state.queue.filter(({ session }) => session.id === id).map(({ seqNo }) => seqNo);
        expect(seqNos).toEqual(seqNos.map((_, n) => n));
      }
    }),
  );
});
