import type { RequestOf } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, card, type Lab201, type Station201 } from '../v2x/station.ts';

type Update = RequestOf<'ocpp2.0.1', 'SendLocalList'>;
type Line = NonNullable<Update['localAuthorizationList']>[number];
interface Listed {
  station: Station201;
  updates: Update[];
}
/** How often the CSMS looks whether a list is in step is its own affair: seconds. */
export const soon = { timeout: 20_000, interval: 100 };

/** D: the cards that a station knows by itself. */
export const localList: Cases<'ocpp2.0.1'> = {
  TC_D_01_CSMS: async (lab) => {
    const { station, updates } = await kept(lab);
    // Two entries a message: the first begins anew, the others add to it.
    expect(updates.map(({ updateType }) => updateType)).toEqual(['Full', ...updates.slice(1).map(() => 'Differential')]);
    for (const { localAuthorizationList = [] } of updates) expect(localAuthorizationList.length).toBeLessThanOrEqual(2);
    const versions = updates.map(({ versionNumber }) => versionNumber);
    expect(versions[0]).toBeGreaterThan(0);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    const lines = linesOf(updates);
    for (const one of lines) expect(one.idTokenInfo).toBeDefined();
    expect(lines).toContainEqual({ idToken: card(cards.good), idTokenInfo: { status: 'Accepted' } });
    expect(lines).toContainEqual({ idToken: card(cards.blocked), idTokenInfo: { status: 'Blocked' } });
    const list = await lab.api.getLocalList({ params: { stationId: station.id } });
    expect(list.version).toBeGreaterThanOrEqual(versions.at(-1) ?? 1);
  },

  TC_D_02_CSMS: async (lab) => {
    const { updates } = await kept(lab);
    const value = newCard(lab);
    const before = updates.length;
    await lab.api.createToken({ body: { value, groupId: cards.group } });
    await vi.waitFor(() => {
      const added = updates.slice(before).find((one) => linesOf([one]).some(({ idToken }) => idToken.idToken === value));
      expect(added).toMatchObject({ updateType: 'Differential' });
      expect(added?.versionNumber).toBeGreaterThan(updates[before - 1]?.versionNumber ?? 0);
      expect(linesOf(added === undefined ? [] : [added])).toContainEqual({
        idToken: card(value),
        idTokenInfo: { status: 'Accepted', groupIdToken: { idToken: cards.group, type: 'Central' } },
      });
    }, soon);
  },

  TC_D_03_CSMS: async (lab) => {
    const value = newCard(lab);
    const token = await lab.api.createToken({ body: { value } });
    const { updates } = await kept(lab);
    expect(linesOf(updates)).toContainEqual(expect.objectContaining({ idToken: card(value), idTokenInfo: { status: 'Accepted' } }));
    const before = updates.length;
    await lab.api.deleteToken({ params: { tokenId: token.id } });
    await vi.waitFor(() => {
      const removed = updates.slice(before).find((one) => linesOf([one]).some(({ idToken }) => idToken.idToken === value));
      expect(removed).toMatchObject({ updateType: 'Differential' });
      // Without idTokenInfo: to be taken out.
      expect(linesOf(removed === undefined ? [] : [removed])).toContainEqual({ idToken: card(value) });
    }, soon);
  },

  TC_D_04_CSMS: async (lab) => {
    const { station, updates } = await kept(lab);
    // What it holds is not what the CSMS knows of: only a whole list helps, here one of nothing.
    station.answers('GetLocalListVersion', () => ({ versionNumber: held(updates) === 0 ? 0 : 4711 }));
    await lab.api.keepLocalList({ params: { stationId: station.id }, body: { keep: false } });
    await vi.waitFor(async () => {
      expect(await lab.api.getLocalList({ params: { stationId: station.id } })).toMatchObject({ state: 'off', isKept: false, cards: 0 });
    }, soon);
    const last = updates.at(-1);
    expect(last).toEqual({ versionNumber: last?.versionNumber, updateType: 'Full' });
  },

  TC_D_08_CSMS: async (lab) => await askVersion(lab, 17),
  TC_D_09_CSMS: async (lab) => await askVersion(lab, 0),
};

/** A card that no other case has. */
const newCard = ({ version }: Lab201): string => `L${version.slice(-1)}${crypto.randomUUID().slice(0, 8).toUpperCase()}`;

const linesOf = (updates: readonly Update[]): Line[] => updates.flatMap(({ localAuthorizationList = [] }) => localAuthorizationList);

/** A station that takes two entries a message, and holds the whole list. */
export async function kept(lab: Lab201): Promise<Listed> {
  const station = await booted(lab);
  const updates: Update[] = [];
  station.answers('GetVariables', ({ getVariableData: [first = nowhere] }) => {
    const told = first.variable.name === 'ItemsPerMessage' ? { attributeStatus: 'Accepted' as const, attributeValue: '2' } : unknown;
    return { getVariableResult: [{ ...first, ...told }] };
  });
  station.answers('GetLocalListVersion', () => ({ versionNumber: held(updates) }));
  station.answers('SendLocalList', (update) => {
    updates.push(update);
    return { status: 'Accepted' };
  });
  await lab.api.keepLocalList({ params: { stationId: station.id }, body: { keep: true } });
  const command = await lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'sendLocalList' } });
  expect(command).toMatchObject({ status: 'confirmed' });
  // The last whole list, whoever has asked for it.
  const from = updates.findLastIndex(({ updateType }) => updateType === 'Full');
  updates.splice(0, from);
  return { station, updates };
}
const nowhere = { component: { name: '' }, variable: { name: '' } };
const unknown = { attributeStatus: 'UnknownVariable' as const };

/** An emptied list has the number 0. */
function held(updates: readonly Update[]): number {
  const last = updates.at(-1);
  const isEmpty = last === undefined || (last.updateType === 'Full' && last.localAuthorizationList === undefined);
  return isEmpty ? 0 : last.versionNumber;
}

async function askVersion(lab: Lab201, versionNumber: number): Promise<void> {
  const station = await booted(lab);
  const command = await lab.command(station, { verb: 'getLocalListVersion' }, [
    { action: 'GetLocalListVersion', payload: {}, answer: { versionNumber } },
  ]);
  expect(command).toMatchObject({ status: 'confirmed', answer: { versionNumber } });
  expect(await lab.api.getLocalList({ params: { stationId: station.id } })).toMatchObject({ toldVersion: versionNumber });
}
