import { actions, actionsToStation, type Version, versions } from '@stationmaster/ocpp';
import { afterEach, describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../packages/ocpp/src/schemas.ts';
import { sampleOf } from '../../../../packages/ocpp/src/testing/sample.ts';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

/** A payload that fits the schema, with an address where nobody is. */
function sample(version: Version, action: string, size: 'bare' | 'full'): Record<string, unknown> {
  const payload = sampleOf(schemaOf(version, action, 'Request') ?? {}, size);
  return JSON.parse(JSON.stringify(payload).replaceAll('https://example.org/', 'http://127.0.0.1:9/')) as Record<string, unknown>;
}

/** What a CSMS may send; what ends the connection comes last. */
const toStation = (version: Version): string[] =>
  [...actionsToStation[version], 'DataTransfer'].sort((a, b) => Number(a === 'Reset') - Number(b === 'Reset'));
const fromStation = (version: Version): string[] =>
  actions[version].filter((action) => action === 'DataTransfer' || !(actionsToStation[version] as readonly string[]).includes(action));

describe.each(versions)('%s', (version) => {
  it.each(['bare', 'full'] as const)(
    'answers every message of a CSMS, with only what must be in it and with all that may be: %s',
    async (size) => {
      lab = await Lab.open(version);
      const outcomes: Record<string, unknown> = {};
      for (const action of toStation(version)) {
        const outcome = await lab.csms.call('S1', action, sample(version, action, size));
        outcomes[action] = outcome.kind === 'result' ? 'result' : outcome;
      }
      expect(outcomes).toEqual(Object.fromEntries(toStation(version).map((action) => [action, 'result'])));
    },
  );

  it('sends every message of a station on demand, and each is what its schema asks for', async () => {
    lab = await Lab.open(version);
    const { station } = lab;
    station.plugIn();
    const started = station.waitFor('startAcknowledged');
    station.tap('CARD');
    await started;
    if (version !== 'ocpp1.6') await lab.ask('SetChargingProfile', { evseId: 1, chargingProfile: txDefault });
    await lab.during(() => {
      for (const action of fromStation(version)) station.send(action);
    });
    expect([...new Set(lab.said.map(({ action }) => action))].sort()).toEqual(fromStation(version).toSorted());
    expect(lab.troubles).toEqual([]);
  });
});

const txDefault = {
  id: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Relative',
  chargingSchedule: [{ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 9000 }] }],
};
