import { expect, vi } from 'vitest';
import { password } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { boot, type Lab201, type Station201 } from '../v2x/station.ts';

const place = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } };

/** A: name and password. What needs TLS is in the list as waiting. */
export const security: Cases<'ocpp2.0.1'> = {
  TC_A_01_CSMS: async (lab) => {
    const station = await known(lab);
    expect((await boot(station)).status).toBe('Accepted');
    expect(await lab.station(station.id)).toMatchObject({ connected: true, phase: 'accepted', securityProfile: 1, hasPassword: true });
  },

  TC_A_02_CSMS: async (lab) => {
    const id = await lab.register({ securityProfile: 1, password: password.old });
    await expect(lab.connect(id, { name: 'somebody-else', password: password.old })).rejects.toThrow('401');
    await isRefused(lab, id, 'wrongUserName');
  },

  TC_A_03_CSMS: async (lab) => {
    const id = await lab.register({ securityProfile: 1, password: password.old });
    await expect(lab.connect(id, { password: password.new })).rejects.toThrow('401');
    await isRefused(lab, id, 'wrongPassword');
  },

  TC_A_09_CSMS: async (lab) => {
    const station = await known(lab);
    await boot(station);
    expect(await write(lab, station, 'Accepted')).toBe('accepted');
    await station.close();
    const back = await lab.connect(station.id, { password: password.new });
    expect((await boot(back)).status).toBe('Accepted');
    // Once it has come with the new one, the old one is worth nothing.
    await back.close();
    await expect(lab.connect(station.id, { password: password.old })).rejects.toThrow('401');
  },

  TC_A_10_CSMS: async (lab) => {
    const station = await known(lab);
    await boot(station);
    expect(await write(lab, station, 'Rejected')).toBe('rejected');
    await station.close();
    await expect(lab.connect(station.id, { password: password.new })).rejects.toThrow('401');
    const back = await lab.connect(station.id, { password: password.old });
    expect((await boot(back)).status).toBe('Accepted');
  },
};

async function known(lab: Lab201): Promise<Station201> {
  const id = await lab.register({ securityProfile: 1, password: password.old });
  return await lab.connect(id, { password: password.old });
}

async function isRefused(lab: Lab201, id: string, reason: string): Promise<void> {
  await vi.waitFor(async () => {
    const { items } = await lab.api.listLobby({ query: { limit: 500 } });
    expect(items.find(({ stationId }) => stationId === id)).toMatchObject({ reason });
  }, 5000);
  expect(await lab.station(id)).toMatchObject({ connected: false });
}

async function write(lab: Lab201, station: Station201, said: 'Accepted' | 'Rejected'): Promise<string> {
  const variables = [{ component: place.component.name, variable: place.variable.name, value: password.new }];
  const { status, parameters } = await lab.command(station, { verb: 'writeConfiguration', variables }, [
    {
      action: 'SetVariables',
      payload: { setVariableData: [{ ...place, attributeValue: password.new }] },
      answer: { setVariableResult: [{ ...place, attributeStatus: said }] },
    },
  ]);
  expect(JSON.stringify(parameters)).not.toContain(password.new);
  return status;
}
