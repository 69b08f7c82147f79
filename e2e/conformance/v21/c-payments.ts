import { expect, vi } from 'vitest';
import { cards, credit } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, energy, type Lab21, Transaction } from '../v2x/station.ts';
import { charged, paid, payment, receipt, settlesHere } from './payments.ts';

/** C17: cards with credit. C18 to C25: payments without an account. */
export const payments: Cases<'ocpp2.1'> = {
  TC_C_103_CSMS: async (lab) => {
    const station = await booted(lab);
    const idToken = card(cards.prepaid);
    const before = Date.now();
    const { idTokenInfo } = await station.call('Authorize', { idToken });
    expect(idTokenInfo.status).toBe('Accepted');
    // Of the moment, so that no station remembers it.
    expect(Date.parse(idTokenInfo.cacheExpiryDateTime ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(idTokenInfo.cacheExpiryDateTime ?? '')).toBeLessThanOrEqual(Date.now());
    const transaction = new Transaction<'ocpp2.1'>(station);
    await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' }, { meterValue: [energy(0, 'Transaction.Begin')] });
    const first = await transaction.updated('Authorized', { chargingState: 'Charging' }, { idToken });
    expect(first).toMatchObject({ idTokenInfo: { status: 'Accepted' }, transactionLimit: { maxCost: credit } });
    const next = await transaction.updated('LimitSet', { transactionLimit: { maxCost: credit } });
    expect(next).not.toHaveProperty('transactionLimit');
    const end = { meterValue: [energy(2000, 'Transaction.End')] as [ReturnType<typeof energy>] };
    expect(await transaction.ended('EVDeparted', { stoppedReason: 'EVDisconnected' }, end)).toMatchObject({ totalCost: 1 });
    // Paid by its credit, once.
    const { items } = await lab.api.listTokens({ query: { search: cards.prepaid } });
    await vi.waitFor(async () => {
      const entries = await lab.api.listCreditEntries({ params: { tokenId: items[0]?.id ?? 0 }, query: {} });
      expect(entries.items).toMatchObject([
        { kind: 'session', amount: '-1' },
        { kind: 'topUp', amount: String(credit) },
      ]);
    }, 10_000);
  },
  TC_C_104_CSMS: async (lab) => {
    const station = await booted(lab);
    const before = Date.now();
    const { idTokenInfo } = await station.call('Authorize', { idToken: card(cards.spent) });
    expect(idTokenInfo.status).toBe('NoCredit');
    expect(Date.parse(idTokenInfo.cacheExpiryDateTime ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(idTokenInfo.cacheExpiryDateTime ?? '')).toBeLessThanOrEqual(Date.now());
  },

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

  TC_C_113_CSMS: async (lab) => {
    const station = await booted(lab);
    const idToken = await paid(station);
    const transaction = new Transaction<'ocpp2.1'>(station);
    const begin = await transaction.started('Authorized', {}, { idToken, meterValue: [energy(0, 'Transaction.Begin')] });
    expect(begin).toMatchObject({ idTokenInfo: { status: 'Accepted' } });
    const end = { idToken, meterValue: [energy(0, 'Transaction.End')] as [ReturnType<typeof energy>] };
    expect(await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end)).toMatchObject({ totalCost: 0 });
    const told = { pspRef: idToken.idToken, transactionId: transaction.id, settlementAmount: 0, settlementTime: at() };
    expect(await station.call('NotifySettlement', { ...told, status: 'Canceled' })).toEqual({});
    await payment(lab, station, { state: 'canceled', amount: '0', reference: idToken.idToken });
  },

  TC_C_117_CSMS: async (lab) => {
    const station = await booted(lab);
    await settlesHere(lab, station);
    const idToken = await paid(station);
    const { answer } = await charged(station, idToken);
    // It sends no NotifySettlement, so the end of the transaction tells where the receipt is.
    expect(answer).toMatchObject({ totalCost: 1, updatedPersonalMessage: { format: 'URI' } });
    const { receiptUrl } = await payment(lab, station, { state: 'settled', amount: '1', settledBy: 'us', provider: 'laboratory' });
    expect(answer.updatedPersonalMessage?.content).toBe(receiptUrl);
    await receipt(receiptUrl);
  },

  TC_C_118_CSMS: async (lab) => {
    const station = await booted(lab);
    const idToken = await paid(station);
    const { transaction, answer } = await charged(station, idToken);
    expect(answer).not.toHaveProperty('updatedPersonalMessage');
    const told = { pspRef: idToken.idToken, transactionId: transaction.id, status: 'Settled' as const };
    const settlement = { ...told, settlementAmount: 1, settlementTime: at(), vatNumber: 'DE136695976' };
    const said = await station.call('NotifySettlement', settlement);
    const [session] = await lab.sessions(station.id);
    expect(said).toEqual({ receiptUrl: expect.stringMatching(/^http:.*\/r\/[\w-]{24}$/), receiptId: `S${session?.id}` });
    // Told again it is the same receipt.
    expect(await station.call('NotifySettlement', settlement)).toEqual(said);
    const known = await payment(lab, station, { state: 'settled', amount: '1', settledBy: 'terminal', sessionId: session?.id });
    expect(known).toMatchObject({ receiptUrl: said.receiptUrl, vatNumber: 'DE136695976' });
    await receipt(said.receiptUrl ?? '');
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
