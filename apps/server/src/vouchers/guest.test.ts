import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCharger } from '../payments/charge.ts';
import { settlePayments } from '../payments/settle.ts';
import { next, startVoucherYard, type VoucherYard } from '../testing/voucher-yard.ts';

// Answers are looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;
/** Vouchers of guests, who type them at the page behind the QR code. */
let yard: VoucherYard;
beforeAll(async () => {
  yard = await startVoucherYard({ PAYMENT_PROVIDER: 'laboratory' });
  ({ app, person, campaign, redeem } = yard);
});
afterAll(() => yard.stop());
let { app, person, campaign, redeem } = {} as VoucherYard;

const base = () => app.ocpp.replace('ws:', 'http:').replace('/ocpp/', '');
const post = (path: string, form: Record<string, string>) =>
  fetch(base() + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
async function ticket(): Promise<string> {
  const page = await (await fetch(`${base()}/q/V1/1`)).text();
  expect(page).toContain('Voucher code, if you have one');
  return /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
}
/** Pays, charges, and is settled; the address of the receipt. */
async function pay(code: string | undefined, wh: number): Promise<{ payment: Body; receipt: string }> {
  yard.stations[0]?.on('NotifyWebPaymentStarted', { result: {} });
  const asked = Promise.withResolvers<Body>();
  yard.stations[0]?.on('RequestStartTransaction', (payload) => {
    asked.resolve(payload);
    return { result: { status: 'Accepted' } };
  });
  const begun = await post('/q/V1/1', { ticket: await ticket(), voucher: code ?? '', do: 'pay' });
  expect(begun.status).toBe(303);
  const laboratory = new URL(begun.headers.get('location') ?? '').pathname;
  await post(laboratory, { say: 'approve' });
  const { idToken } = await asked.promise;
  const id = `WEB${next()}`;
  await yard.event(0, 'Started', { token: idToken.idToken, type: idToken.type, wh: 0, id });
  await yard.event(0, 'Ended', { token: idToken.idToken, type: idToken.type, wh, id });
  await yard.keep();
  const booked = createCharger(app.context);
  const find = async () => (await app.api('GET', '/payments?limit=1')).body.items[0];
  while ((await find()).state !== 'settled' && (await find()).state !== 'canceled') {
    await booked();
    await settlePayments(app.context);
  }
  const payment = await find();
  return { payment, receipt: await (await fetch(base() + new URL(payment.receiptUrl).pathname)).text() };
}

test('sees what a code is worth, pays less, and uses the rest the next time', async () => {
  const { codes, name } = await campaign({ kind: 'value', amount: '8' });
  const looked = await post('/q/V1/1', { ticket: await ticket(), voucher: codes[0] ?? '', do: 'look' });
  expect(looked.status).toBe(200);
  expect(await looked.text()).toContain(`${name}: <strong>pays up to €8.00`);
  const first = await pay(codes[0]?.toLowerCase(), 10_000);
  expect(first.payment).toMatchObject({ state: 'canceled', owed: '0', amount: '0' });
  const second = await pay(codes[0], 10_000);
  expect(second.payment).toMatchObject({ state: 'settled', owed: '2', amount: '2' });
  expect(second.receipt).toContain('Paid by');
  expect(second.receipt).toContain('-€3.00');
  const third = await post('/q/V1/1', { ticket: await ticket(), voucher: codes[0] ?? '', do: 'pay' });
  expect(third.status).toBe(422);
  expect(await third.text()).toContain('This voucher has been used already.');
});

test('is told what does not hold, and is asked to wait after too many guesses', async () => {
  const account = await campaign({ kind: 'amount', amount: '1' }, { forGuests: false });
  const elsewhere = await campaign({ kind: 'amount', amount: '1' }, { target: 'station', stationId: 'V2' });
  const held = await ticket();
  const said = async (code: string | undefined) => await (await post('/q/V1/1', { ticket: held, voucher: code ?? '', do: 'pay' })).text();
  expect(await said(account.codes[0])).toContain('for drivers with an account');
  expect(await said(elsewhere.codes[0])).toContain('does not hold here');
  for (let tries = 0; tries < 10; tries++) expect(await said(`GUESS${tries}`)).toContain('no voucher with this code');
  expect((await post('/q/V1/1', { ticket: held, voucher: 'ANOTHER', do: 'look' })).status).toBe(429);
  expect((await post('/q/V1/1', { ticket: held, voucher: '', do: 'look' })).status).toBe(200);
});

test('a code for everybody that came to nothing may be redeemed by another', async () => {
  const { id } = await campaign({ kind: 'amount', amount: '1' }, { code: 'ONLY-ONE', mostRedeemed: 1 });
  app.advance(11 * 60_000);
  expect((await post('/q/V1/1', { ticket: await ticket(), voucher: 'ONLY-ONE', do: 'pay' })).status).toBe(303);
  expect((await app.api('GET', '/voucher-campaigns?limit=1')).body.items[0]).toMatchObject({ id, redeemed: 1 });
  const driver = await person();
  expect((await redeem('ONLY-ONE', { driverId: driver.driverId })).body.error.code).toBe('voucherUsedUp');
  app.advance(61 * 60_000);
  await yard.keep();
  expect((await redeem('ONLY-ONE', { driverId: driver.driverId })).status).toBe(201);
});
