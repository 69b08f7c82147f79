import type { ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { pricePerKwh } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, energy, type IdToken, type Lab21, type Station21, Transaction } from '../v2x/station.ts';
import { payment, receipt } from './payments.ts';

/** C24: a terminal that stands beside several stations. */
export const kiosk: Cases<'ocpp2.1'> = {
  TC_C_125_CSMS: async (lab) => {
    const station = await booted(lab);
    const { transaction, idToken } = await begun(lab, station);
    const end = { idToken, meterValue: [energy(2000, 'Transaction.End')] as [ReturnType<typeof energy>] };
    const answer = await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end);
    expect(answer).toMatchObject({ totalCost: 2 * pricePerKwh, updatedPersonalMessage: { format: 'URI' } });
    const { receiptUrl } = await payment(lab, station, { state: 'settled', way: 'kiosk', held: '20', amount: '1' });
    expect(answer.updatedPersonalMessage?.content).toBe(receiptUrl);
    await receipt(receiptUrl);
  },

  TC_C_126_CSMS: async (lab) => {
    const station = await booted(lab);
    const { transaction, idToken } = await begun(lab, station);
    const cost = { exclTax: 1, inclTax: 1.19, taxRates: [{ type: 'VAT', tax: 19 }] };
    const costDetails = {
      totalCost: { currency: 'EUR', typeOfCost: 'NormalCost' as const, energy: cost, total: { exclTax: 1, inclTax: 1.19 } },
      totalUsage: { energy: 2, chargingTime: 600, idleTime: 0 },
    };
    const end = { idToken, costDetails, meterValue: [energy(2000, 'Transaction.End')] as [ReturnType<typeof energy>] };
    // The station computes: it is told no other total, and its own is taken.
    expect(await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end)).not.toHaveProperty('totalCost');
    const { receiptUrl } = await payment(lab, station, { state: 'settled', owed: '1.19', amount: '1.19' });
    await receipt(receiptUrl, '€1.19');
  },
};

/** The kiosk has had 20.00 EUR held, and the station begins. */
async function begun(lab: Lab21, station: Station21): Promise<{ transaction: Transaction<'ocpp2.1'>; idToken: IdToken }> {
  const reference = `psp-${station.id}`;
  const asked = { stationId: station.id, evseId: 1, reference, held: '20', currency: 'EUR', settledBy: 'us' as const };
  const created = lab.api.createPayment({ body: asked });
  const start = await lab.hear(station, 'RequestStartTransaction', created);
  const idToken = { idToken: reference, type: 'DirectPayment' } as unknown as IdToken;
  expect(start.payload).toMatchObject({ idToken, evseId: 1 });
  start.answer({ status: 'Accepted' } satisfies ResponseOf<'ocpp2.1', 'RequestStartTransaction'>);
  expect(await created).toMatchObject({ reference, way: 'kiosk', state: 'held', held: '20' });
  // A kiosk that asks again does not have it begin twice.
  await expect(lab.api.createPayment({ body: asked })).rejects.toMatchObject({ code: 'alreadyExists' });
  const transaction = new Transaction<'ocpp2.1'>(station);
  const first = await transaction.started(
    'RemoteStart',
    { remoteStartId: start.payload.remoteStartId, chargingState: 'Charging' },
    { idToken, meterValue: [energy(0, 'Transaction.Begin')] },
  );
  expect(first).toMatchObject({ idTokenInfo: { status: 'Accepted' }, transactionLimit: { maxCost: 20 } });
  return { transaction, idToken };
}
