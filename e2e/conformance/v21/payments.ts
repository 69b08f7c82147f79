import { expect, vi } from 'vitest';
import { pricePerKwh } from '../fixture.ts';
import { energy, type IdToken, type Lab21, type Station21, Transaction } from '../v2x/station.ts';

type Payment = Awaited<ReturnType<Lab21['api']['getPayment']>>;
type Ended = Awaited<ReturnType<Transaction<'ocpp2.1'>['ended']>>;

let made = 0;
/** A driver has paid at the station's terminal: the payment provider's reference is his token. */
export async function paid(station: Station21): Promise<IdToken> {
  const idToken = { idToken: `psp-${station.id}-${++made}`, type: 'DirectPayment' } as unknown as IdToken;
  const { idTokenInfo } = await station.call('Authorize', { idToken });
  expect(idTokenInfo.status).toBe('Accepted');
  return idToken;
}

/** 2 kWh, from plugging in to the end. */
export async function charged(station: Station21, idToken: IdToken): Promise<{ transaction: Transaction<'ocpp2.1'>; answer: Ended }> {
  const transaction = new Transaction<'ocpp2.1'>(station);
  await transaction.started('Authorized', { chargingState: 'EVConnected' }, { idToken, meterValue: [energy(0, 'Transaction.Begin')] });
  await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
  const end = { idToken, meterValue: [energy(2000, 'Transaction.End')] as [ReturnType<typeof energy>] };
  const answer = await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end);
  expect(answer).toMatchObject({ totalCost: 2 * pricePerKwh });
  return { transaction, answer };
}

/** PaymentCtrlr.SettlementByCSMS is true. */
export async function settlesHere(lab: Lab21, station: Station21): Promise<void> {
  const variable = { component: { name: 'PaymentCtrlr' }, variable: { name: 'SettlementByCSMS' } };
  await lab.command(station, { verb: 'readConfiguration', variables: [{ component: 'PaymentCtrlr', variable: 'SettlementByCSMS' }] }, [
    {
      action: 'GetVariables',
      payload: { getVariableData: [variable] },
      answer: { getVariableResult: [{ ...variable, attributeStatus: 'Accepted', attributeValue: 'true' }] },
    },
  ]);
}

/** The one payment of the station, once it is so. */
export async function payment(lab: Lab21, station: Station21, expected: Partial<Record<keyof Payment, unknown>>): Promise<Payment> {
  return await vi.waitFor(async () => {
    const { items } = await lab.api.listPayments({ query: { stationId: station.id } });
    expect(items).toMatchObject([expected]);
    return items[0] as Payment;
  }, 10_000);
}

/** What the driver sees at the address; it is there a moment after the end. */
export async function receipt(address: string, total = '€1.00'): Promise<void> {
  await vi.waitFor(async () => {
    const answer = await fetch(address, { headers: { 'accept-language': 'en' } });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('Receipt');
    expect(text).toContain(total);
    expect(text).toContain('2 kWh');
  }, 10_000);
}
