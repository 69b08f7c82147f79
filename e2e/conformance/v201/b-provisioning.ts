import { expect, vi } from 'vitest';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, boot, booted, type Lab201, nameplate, type Station201, status } from '../v2x/station.ts';

const url = 'wss://csms.example.com/ocpp';
const profile = { csmsUrl: url, interface: 'Wired0' as const, messageTimeout: 30, securityProfile: 2 };

/** B01 to B03, B09: booting and network profiles. */
export const provisioning: Cases<'ocpp2.0.1'> = {
  TC_B_01_CSMS: async (lab) => {
    const station = await lab.connect(await lab.register());
    const before = Date.now();
    const answer = await station.call('BootNotification', { reason: 'PowerUp', chargingStation: nameplate });
    expect(answer).toEqual({ status: 'Accepted', currentTime: expect.any(String), interval: expect.any(Number) });
    expect(answer.interval).toBeGreaterThan(0);
    expect(Math.abs(Date.parse(answer.currentTime) - before)).toBeLessThan(5000);
    await status(station, 1, 'Available');
    expect(
      await station.call('NotifyEvent', {
        generatedAt: at(),
        seqNo: 0,
        eventData: [
          {
            eventId: 1,
            timestamp: at(),
            trigger: 'Delta',
            actualValue: 'Available',
            eventNotificationType: 'HardWiredNotification',
            component: { name: 'Connector', evse: { id: 2, connectorId: 1 } },
            variable: { name: 'AvailabilityState' },
          },
        ],
      }),
    ).toEqual({});
    expect(await station.call('Heartbeat', {})).toEqual({ currentTime: expect.any(String) });
    const { vendorName: vendor, model, serialNumber, firmwareVersion } = nameplate;
    expect(await lab.station(station.id)).toMatchObject({
      ...{ phase: 'accepted', connected: true, bootReason: 'PowerUp', vendor, model, serialNumber, firmwareVersion },
      connectors: [
        { evseId: 1, connectorId: 1, status: 'Available' },
        { evseId: 2, connectorId: 1, status: 'Available' },
      ],
    });
  },

  TC_B_02_CSMS: async (lab) => {
    const station = await lab.connect(await lab.register({ registration: 'Pending' }));
    const first = await boot(station);
    expect(first.status).toBe('Pending');
    expect(first.interval).toBeGreaterThan(0);
    expect(await lab.station(station.id)).toMatchObject({ phase: 'pending' });
    const variable = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } };
    const read = await lab.command(
      station,
      { verb: 'readConfiguration', variables: [{ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval' }] },
      [
        {
          action: 'GetVariables',
          payload: { getVariableData: [variable] },
          answer: { getVariableResult: [{ ...variable, attributeStatus: 'Accepted', attributeValue: '300' }] },
        },
      ],
    );
    expect(read.status).toBe('confirmed');
    await accept(lab, station);
    expect((await boot(station, 'Triggered')).status).toBe('Accepted');
    expect(await lab.station(station.id)).toMatchObject({ phase: 'accepted' });
  },

  TC_B_30_CSMS: async (lab) => {
    for (const registration of ['Pending', 'Rejected'] as const) {
      const station = await lab.connect(await lab.register({ registration }));
      expect((await boot(station)).status).toBe(registration);
      const notification = { timestamp: at(), connectorStatus: 'Available', evseId: 1, connectorId: 1 } as const;
      expect(await station.callRefused('StatusNotification', notification)).toBe('SecurityError');
      expect(await station.callRefused('Authorize', { idToken: { idToken: 'ANY', type: 'ISO14443' } })).toBe('SecurityError');
      expect(await lab.station(station.id)).toMatchObject({ phase: registration.toLowerCase(), connectors: [] });
    }
  },

  TC_B_31_CSMS: async (lab) => {
    for (const registration of ['Pending', 'Rejected'] as const) {
      const station = await lab.connect(await lab.register({ registration }));
      expect((await boot(station)).status).toBe(registration);
      const command = await lab.command(station, { verb: 'trigger', message: 'BootNotification' }, [
        { action: 'TriggerMessage', payload: { requestedMessage: 'BootNotification' }, answer: { status: 'Accepted' } },
      ]);
      expect((await boot(station, 'Triggered')).status).toBe(registration);
      expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
      await accept(lab, station);
      expect((await boot(station, 'Triggered')).status).toBe('Accepted');
      expect(await lab.station(station.id)).toMatchObject({ phase: 'accepted', bootReason: 'Triggered' });
    }
  },

  TC_B_42_CSMS: async (lab) => {
    const { station, command } = await setProfile(lab, 'Accepted');
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(station.id, 'networkProfile')).toMatchObject([['2', { csmsUrl: url, securityProfile: 2 }]]);
  },

  TC_B_44_CSMS: async (lab) => {
    const { station, command } = await setProfile(lab, 'Failed');
    expect(command).toMatchObject({ status: 'rejected', reason: 'Failed' });
    expect(await lab.records(station.id, 'networkProfile')).toEqual([]);
  },

  TC_B_58_CSMS: async (lab) => {
    const id = await lab.register();
    await expect(lab.connect(id, { subprotocols: ['ocpp0.1'] })).rejects.toThrow('400');
    await vi.waitFor(async () => {
      const { items } = await lab.api.listLobby({ query: { limit: 500 } });
      expect(items.find(({ stationId }) => stationId === id)).toMatchObject({ reason: 'wrongSubprotocol', offered: 'ocpp0.1' });
    }, 5000);
    const station = await lab.connect(id, { subprotocols: ['ocpp0.1', lab.version] });
    expect(station.subprotocol).toBe(lab.version);
    expect((await boot(station)).status).toBe('Accepted');
    expect(await lab.station(id)).toMatchObject({ protocol: lab.version });
  },
};

/** The operator takes it; it need not wait until it boots by itself, but is asked to. */
async function accept(lab: Lab201, station: Station201): Promise<void> {
  await lab.api.updateStation({ params: { stationId: station.id }, body: { registration: 'Accepted' } });
  const { payload, answer } = await station.expectCall('TriggerMessage');
  expect(payload).toEqual({ requestedMessage: 'BootNotification' });
  answer({ status: 'Accepted' });
}

async function setProfile(lab: Lab201, said: 'Accepted' | 'Failed'): Promise<{ station: Station201; command: Command }> {
  const station = await booted(lab);
  const is21 = lab.version === 'ocpp2.1';
  const connectionData = {
    ocppTransport: 'JSON',
    ocppCsmsUrl: url,
    ocppInterface: 'Wired0',
    messageTimeout: 30,
    securityProfile: 2,
  } as const;
  const place = { component: { name: 'NetworkConfiguration', instance: '2' }, variable: { name: 'OcppCsmsUrl' } };
  const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setNetworkProfile', slot: 2, profile } });
  const asked = await lab.hear(station, 'SetNetworkProfile', sent);
  // 2.1 has given up the version in it, and has the profile in the device model, where it is looked for.
  expect(asked.payload).toEqual({
    configurationSlot: 2,
    connectionData: { ...connectionData, ...(is21 ? {} : { ocppVersion: 'OCPP20' }) },
  });
  asked.answer({ status: said });
  if (is21 && said === 'Accepted') {
    const check = await lab.hear(station, 'GetVariables', sent);
    expect(check.payload).toEqual({ getVariableData: [place] });
    check.answer({ getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: url }] });
  }
  return { station, command: await sent };
}
