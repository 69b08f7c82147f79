import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { booted, type Lab16, type Station16 } from './station.ts';

type Update = RequestOf<'ocpp1.6', 'SendLocalList'>;
type Said = ResponseOf<'ocpp1.6', 'SendLocalList'>['status'];
type Line = NonNullable<Update['localAuthorizationList']>[number];

/** LocalAuthListManagement. */
export const localList: Cases<'ocpp1.6'> = {
  TC_042_1_CSMS: async (lab) => await askVersion(lab, -1),
  TC_042_2_CSMS: async (lab) => await askVersion(lab, 0),

  TC_043_1_CSMS: async (lab) => {
    const { command, station } = await send(lab, 'NotSupported');
    expect(command).toMatchObject({ status: 'notSupported' });
    expect(await lab.api.getLocalList({ params: { stationId: station.id } })).toMatchObject({ state: 'unsupported' });
  },
  TC_043_3_CSMS: async (lab) => {
    const { command, station } = await send(lab, 'Failed');
    expect(command).toMatchObject({ status: 'rejected', reason: 'Failed' });
    expect(await lab.api.getLocalList({ params: { stationId: station.id } })).toMatchObject({ state: 'refused', reason: 'Failed' });
  },

  TC_043_4_CSMS: async (lab) => {
    const { command, updates } = await send(lab, 'Accepted');
    expect(command).toMatchObject({ status: 'confirmed' });
    const [first] = updates;
    expect(first).toMatchObject({ updateType: 'Full' });
    expect(first?.listVersion).toBeGreaterThan(0);
    const lines = linesOf(updates);
    for (const { idTagInfo } of lines) expect(idTagInfo).toBeDefined();
    expect(lines).toContainEqual({ idTag: cards.good, idTagInfo: { status: 'Accepted' } });
    expect(lines).toContainEqual({ idTag: cards.sibling[0], idTagInfo: { status: 'Accepted', parentIdTag: cards.group } });
  },

  TC_043_5_CSMS: async (lab) => {
    const { updates } = await send(lab, 'Accepted');
    const before = updates.length;
    const value = `L6${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
    await lab.api.createToken({ body: { value } });
    await vi.waitFor(
      () => {
        const added = updates.slice(before).find((one) => linesOf([one]).some(({ idTag }) => idTag === value));
        expect(added).toMatchObject({ updateType: 'Differential' });
        expect(added?.listVersion).toBeGreaterThan(updates[before - 1]?.listVersion ?? 0);
        for (const { idTagInfo } of linesOf(added === undefined ? [] : [added])) expect(idTagInfo).toMatchObject({ status: 'Accepted' });
      },
      { timeout: 20_000, interval: 100 },
    );
  },
};

const linesOf = (updates: readonly Update[]): Line[] => updates.flatMap(({ localAuthorizationList = [] }) => localAuthorizationList);

/** Its list is kept; an operator has the whole of it sent. */
async function send(lab: Lab16, said: Said): Promise<{ command: Command; station: Station16; updates: Update[] }> {
  const station = await booted(lab);
  const updates: Update[] = [];
  station.answers('GetConfiguration', ({ key = [] }) => ({ unknownKey: key }));
  station.answers('GetLocalListVersion', () => ({ listVersion: updates.at(-1)?.listVersion ?? 0 }));
  station.answers('SendLocalList', (update) => {
    if (said === 'Accepted') updates.push(update);
    return { status: said };
  });
  await lab.api.keepLocalList({ params: { stationId: station.id }, body: { keep: true } });
  const command = await lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'sendLocalList' } });
  return { command, station, updates };
}

async function askVersion(lab: Lab16, listVersion: number): Promise<void> {
  const station = await booted(lab);
  const command = await lab.command(station, { verb: 'getLocalListVersion' }, [
    { action: 'GetLocalListVersion', payload: {}, answer: { listVersion } },
  ]);
  expect(command).toMatchObject({ status: 'confirmed', reason: listVersion === -1 ? 'noList' : null, answer: { listVersion } });
  expect(await lab.api.getLocalList({ params: { stationId: station.id } })).toMatchObject({ toldVersion: listVersion });
}
