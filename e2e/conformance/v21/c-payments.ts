import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, energy, type Lab21 } from '../v2x/station.ts';

/** C23, C24: what a payment terminal tells. */
export const payments: Cases<'ocpp2.1'> = {
  TC_C_108_CSMS: async (lab) => {
    const station = await booted(lab);
    const answer = await station.call('VatNumberValidation', { vatNumber: 'DE136695976', evseId: 1 });
    expect(answer).toMatchObject({ vatNumber: 'DE136695976', evseId: 1, status: 'Accepted' });
    expect(await station.call('VatNumberValidation', { vatNumber: 'DE12', evseId: 1 })).toMatchObject({
      vatNumber: 'DE12',
      status: 'Rejected',
    });
    expect(await lab.records(station.id, 'vatNumber')).toMatchObject([
      ['DE12', { status: 'Rejected' }],
      ['DE136695976', { status: 'Accepted' }],
    ]);
  },

  TC_C_119_CSMS: async (lab) => await isLost(lab, 'Failed'),
  TC_C_120_CSMS: async (lab) => await isLost(lab, 'Rejected'),
};

/** Money that was earned and does not come: somebody must see it. */
async function isLost(lab: Lab21, status: 'Failed' | 'Rejected'): Promise<void> {
  const station = await booted(lab);
  const transaction = await charging(station, card(cards.good));
  await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, { meterValue: [energy(3000, 'Transaction.End')] });
  const [session] = await lab.sessions(station.id);
  const pspRef = `psp-${transaction.id}`;
  const answer = await station.call('NotifySettlement', {
    ...{ pspRef, transactionId: transaction.id, status, statusInfo: 'as the case says' },
    ...{ settlementAmount: 1, settlementTime: at() },
  });
  expect(answer).toEqual({});
  expect(await lab.records(station.id, 'settlement')).toMatchObject([
    [pspRef, { status, amount: 1, currency: 'EUR', sessionId: session?.id }],
  ]);
  expect(await lab.events(station.id)).toContainEqual(
    expect.objectContaining({ component: 'Settlement', type: status, text: 'as the case says', severity: 4 }),
  );
}
