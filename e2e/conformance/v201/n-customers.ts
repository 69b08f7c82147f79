import type { RequestOf } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { hashOf } from '../certificates.ts';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, type Lab201, type Station201 } from '../v2x/station.ts';
import { kept, soon } from './d-local-list.ts';

type Sent = RequestOf<'ocpp2.0.1', 'CustomerInformation'>;
type Customer = Extract<Parameters<Lab201['command']>[1], { verb: 'customerInformation' }>['customer'];
const token = { token: cards.good };
const byToken = { idToken: card(cards.good) };

/** N09, N10: what a station keeps of a customer. */
export const customers: Cases<'ocpp2.0.1'> = {
  TC_N_27_CSMS: async (lab) => await told(lab, { customer: token, sent: byToken }, ['two sessions, ', '5 kWh']),
  TC_N_28_CSMS: async (lab) => await told(lab, { customer: token, sent: byToken }, ['']),
  TC_N_29_CSMS: async (lab) => {
    const { command } = await ask(lab, await booted(lab), { customer: token, sent: byToken, said: 'Rejected' });
    expect(command).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
  },
  TC_N_30_CSMS: async (lab) => await told(lab, { customer: token, sent: byToken, clear: true }, ['two sessions, ', '5 kWh']),
  TC_N_31_CSMS: async (lab) => await told(lab, { customer: token, sent: byToken, clear: true }, ['']),
  TC_N_32_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command } = await ask(lab, station, { customer: token, sent: byToken, report: false, clear: true });
    expect(command).toMatchObject({ status: 'confirmed' });
    expect((await lab.api.listCustomerData({ params: { stationId: station.id } })).items).toEqual([]);
  },

  TC_N_46_CSMS: async (lab) => {
    const { station, updates } = await kept(lab);
    const before = updates.length;
    const { command } = await ask(lab, station, { customer: token, sent: byToken, report: false, clear: true });
    expect(command).toMatchObject({ status: 'confirmed' });
    await vi.waitFor(() => {
      const lines = updates.slice(before).flatMap(({ localAuthorizationList = [] }) => localAuthorizationList);
      // Without idTokenInfo: to be taken out.
      expect(lines).toContainEqual({ idToken: card(cards.good) });
      for (const { updateType } of updates.slice(before)) expect(updateType).toBe('Differential');
    }, soon);
  },

  TC_N_62_CSMS: async (lab) => {
    const identifier = 'customer-62';
    await told(lab, { customer: { identifier }, sent: { customerIdentifier: identifier }, clear: true }, ['a name']);
  },
  TC_N_63_CSMS: async (lab) => {
    const certificate = hashOf('SHA256', '63');
    await told(lab, { customer: { certificate }, sent: { customerCertificate: certificate }, clear: true }, ['a contract']);
  },
};

interface Asked {
  customer: Customer;
  /** How the message names the customer. */
  sent: Pick<Sent, 'idToken' | 'customerIdentifier' | 'customerCertificate'>;
  report?: boolean;
  clear?: boolean;
  said?: 'Accepted' | 'Rejected';
}
async function ask(lab: Lab201, station: Station201, asked: Asked): Promise<{ command: Command; requestId: number }> {
  const { customer, sent, report = true, clear = false, said = 'Accepted' } = asked;
  const { command, payload } = await lab.order(
    station,
    { verb: 'customerInformation', customer, report, clear },
    { action: 'CustomerInformation', answer: { status: said } },
  );
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, report, clear, ...sent });
  return { command, requestId };
}

/** Told a part a message, and shown as one text to those who may see it. */
async function told(lab: Lab201, asked: Asked, parts: readonly string[]): Promise<void> {
  const station = await booted(lab);
  const { command, requestId } = await ask(lab, station, asked);
  expect(command).toMatchObject({ status: 'accepted' });
  for (const [seqNo, data] of parts.entries()) {
    const part = { requestId, seqNo, data, tbc: seqNo < parts.length - 1, generatedAt: at() };
    expect(await station.call('NotifyCustomerInformation', part)).toEqual({});
  }
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  const { items } = await lab.api.listCustomerData({ params: { stationId: station.id } });
  expect(items).toMatchObject([{ requestId, text: parts.join(''), isComplete: true }]);
}
