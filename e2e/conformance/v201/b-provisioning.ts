import { expect, vi } from 'vitest';
import type { Cases } from '../run.ts';
import { at, boot, booted, type Lab201, nameplate, status } from '../v2x/station.ts';

const profile = {
  configurationSlot: 2,
  connectionData: {
    ocppVersion: 'OCPP20' as const,
    ocppTransport: 'JSON' as const,
    ocppCsmsUrl: 'wss://csms.example.com/ocpp',
    ocppInterface: 'Wired0' as const,
    messageTimeout: 30,
    securityProfile: 2,
  },
};

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
    await accept(lab, station.id);
    expect((await boot(station)).status).toBe('Accepted');
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
      await accept(lab, station.id);
      const command = await lab.command(station, { verb: 'trigger', message: 'BootNotification' }, [
        { action: 'TriggerMessage', payload: { requestedMessage: 'BootNotification' }, answer: { status: 'Accepted' } },
      ]);
      expect((await boot(station, 'Triggered')).status).toBe('Accepted');
      expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
      expect(await lab.station(station.id)).toMatchObject({ phase: 'accepted', bootReason: 'Triggered' });
    }
  },

  TC_B_42_CSMS: async (lab) => {
    const station = await booted(lab);
    await lab.message(station, 'SetNetworkProfile', { payload: profile, answer: { status: 'Accepted' } });
  },

  TC_B_44_CSMS: async (lab) => {
    const station = await booted(lab);
    await lab.message(station, 'SetNetworkProfile', { payload: profile, answer: { status: 'Failed' } });
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

async function accept(lab: Lab201, stationId: string): Promise<void> {
  await lab.api.updateStation({ params: { stationId }, body: { registration: 'Accepted' } });
}
