import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, Transaction } from '../v2x/station.ts';

const customData = { vendorId: 'com.example.conformance', free: { of: ['any', 'form'] }, number: 1 };

/** P: what is not in the standard. */
export const dataTransfer: Cases<'ocpp2.0.1'> = {
  TC_P_02_CSMS: async (lab) => {
    const station = await booted(lab);
    const { status } = await station.call('DataTransfer', { vendorId: 'com.example.unknown', messageId: 'nobody', data: { any: 'thing' } });
    expect(['UnknownVendorId', 'UnknownMessageId', 'Rejected']).toContain(status);
  },

  TC_P_03_CSMS: async (lab) => {
    const station = await booted(lab);
    expect(await station.call('Heartbeat', { customData })).toMatchObject({ currentTime: expect.any(String) });
    expect(
      await station.call('StatusNotification', { timestamp: at(), connectorStatus: 'Occupied', evseId: 1, connectorId: 1, customData }),
    ).toEqual({});
    const { idTokenInfo } = await new Transaction(station).started('Authorized', {}, { idToken: { ...card(cards.good), customData } });
    expect(idTokenInfo?.status).toBe('Accepted');
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ reported: 'Occupied' }, { reported: 'Available' }] });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', idToken: cards.good }]);
  },
};
