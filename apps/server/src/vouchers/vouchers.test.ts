import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVoucherYard, type VoucherYard } from '../testing/voucher-yard.ts';
import { claimVouchers } from './claim.ts';

// Answers are looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;
let yard: VoucherYard;
beforeAll(async () => {
  yard = await startVoucherYard();
  ({ app, siteId, keep, person, campaign, redeem, left, event, charge, lastBill } = yard);
});
afterAll(() => yard.stop());
let { app, siteId, keep, person, campaign, redeem, left, event, charge, lastBill } = {} as VoucherYard;

describe('redeeming', () => {
  test('a code of many is redeemed once, however many ask at the same moment', async () => {
    const { codes } = await campaign({ kind: 'amount', amount: '3' });
    const people = await Promise.all(Array.from({ length: 6 }, () => person(0)));
    const answers = await Promise.all(people.map(({ driverId }) => redeem(codes[0], { driverId })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).every(({ body }) => body.error.code === 'voucherUsed')).toBe(true);
  });

  test('a code for everybody as often as it may be, and by each as often as it may be', async () => {
    const code = 'Sommer-2026';
    const { id } = await campaign({ kind: 'percent', percent: '10' }, { code, mostRedeemed: 3, currency: undefined });
    const people = await Promise.all(Array.from({ length: 5 }, () => person(0)));
    const answers = await Promise.all(
      people.flatMap(({ driverId }) => [redeem(' sommer 2026', { driverId }), redeem('SOMMER2026', { driverId })]),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const list = (await app.api('GET', `/vouchers?campaignId=${id}`)).body.items;
    expect(new Set(list.map(({ driverId }: Body) => driverId)).size).toBe(3);
    const again = await app.api('POST', '/voucher-campaigns', {
      name: 'Again',
      rule: { kind: 'percent', percent: '1' },
      target: 'tenant',
      code,
    });
    expect(again.body.error.code).toBe('alreadyExists');
  });

  test('refusals say why', async () => {
    const [one, other] = [await person(), await person()];
    const code = async (...[rule, more]: Parameters<typeof campaign>) => (await campaign(rule, more)).codes[0];
    const rule = { kind: 'amount', amount: '1' };
    const why = async (text: string | undefined, { driverId }: { driverId: number }) => (await redeem(text, { driverId })).body.error?.code;
    expect(await why(await code(rule, { target: 'driver', targetId: one.driverId }), other)).toBe('voucherNotForThem');
    expect(await why(await code(rule, { validFrom: '2090-01-01T00:00:00Z' }), one)).toBe('voucherNotYet');
    expect(await why(await code(rule, { validUntil: '2020-01-01T00:00:00Z' }), one)).toBe('voucherOver');
    const stopped = await campaign(rule, { count: 2 });
    expect((await redeem(stopped.codes[0], { driverId: one.driverId })).status).toBe(201);
    expect((await app.api('POST', `/voucher-campaigns/${stopped.id}/stop`)).body.stoppedAt).not.toBeNull();
    expect(await why(stopped.codes[1], { driverId: one.driverId })).toBe('voucherOver');
    expect(await why('no such code', { driverId: one.driverId })).toBe('voucherUnknown');
    const bad = async (body: object) =>
      (await app.api('POST', '/voucher-campaigns', { name: 'X', target: 'tenant', ...body })).body.error?.code;
    expect(await bad({ rule })).toBe('badRequest');
    expect(await bad({ rule: { kind: 'amount', amount: '1.005' }, currency: 'EUR' })).toBe('badRequest');
    expect(await bad({ rule: { kind: 'percent', percent: '101' } })).toBe('badRequest');
    expect(await bad({ rule: { kind: 'value', amount: '5' }, currency: 'EUR', code: 'EVERYBODY' })).toBe('badRequest');
  });

  test('who guesses is asked to wait, and only they', async () => {
    const [guesser, honest] = [await person(0), await person(0)];
    const { codes } = await campaign({ kind: 'amount', amount: '1' }, { count: 2 });
    for (let tries = 0; tries < 10; tries++) expect((await redeem(`GUESS${tries}`, { driverId: guesser.driverId })).status).toBe(404);
    expect((await redeem(codes[0], { driverId: guesser.driverId })).status).toBe(429);
    expect((await redeem(codes[1], { driverId: honest.driverId })).status).toBe(201);
  });

  test('codes are neither stored nor noted anywhere', async () => {
    const { codes } = await campaign({ kind: 'amount', amount: '1' }, { count: 3 });
    await redeem(codes[0], { driverId: (await person(0)).driverId });
    const [code = ''] = codes;
    const kept = await app.query(
      `select (select string_agg(k::text, ' ') from voucher_code k) || (select string_agg(a::text, ' ') from audit a) as text`,
    );
    for (const text of [code, code.replaceAll('-', '')]) expect(kept[0].text).not.toContain(text);
    expect(kept[0].text).toContain(code.slice(-4));
  });
});

describe('charging, worked by hand: 10 kWh × 0.50 = 5.00 with 19 % VAT', () => {
  test('an amount off lowers the price of the next session and its tax, is named on the bill, and is gone', async () => {
    const driver = await person();
    const { codes, id, name } = await campaign({ kind: 'amount', amount: '3' });
    expect((await redeem(codes[0], { driverId: driver.driverId })).body).toMatchObject({ left: '1', isOver: false });
    const first = await charge(driver.cards[0], 10_000);
    expect(first.cost).toMatchObject({ total: '2.00', net: '1.68', tax: '0.32', due: '2.00' });
    expect(first.cost.lines.at(-1)).toMatchObject({ type: 'REDUCTION', name: `${name} (…${codes[0]?.slice(-4)})`, amount: '-3' });
    expect(await left(driver)).toEqual(['0']);
    expect((await charge(driver.cards[0], 10_000)).cost.total).toBe('5.00');
    const { items } = (await app.api('GET', '/voucher-campaigns?limit=1')).body;
    expect(items[0]).toMatchObject({ id, redeemed: 1, used: 1, running: 0, costs: [{ currency: 'EUR', amount: '3' }] });
  });

  test('prepaid value pays session after session, and changes neither price nor tax', async () => {
    const driver = await person();
    const { codes } = await campaign({ kind: 'value', amount: '8' });
    await redeem(codes[0], { driverId: driver.driverId });
    expect((await charge(driver.cards[0], 10_000)).cost).toMatchObject({ total: '5.00', tax: '0.80', due: '0.00' });
    expect(await left(driver)).toEqual(['3']);
    const second = await charge(driver.cards[0], 10_000);
    expect(second.cost).toMatchObject({ total: '5.00', tax: '0.80', due: '2.00', payments: [{ amount: '3.00' }] });
    expect(await left(driver)).toEqual(['0']);
    expect((await charge(driver.cards[0], 10_000)).cost).toMatchObject({ due: '5.00', payments: [] });
  });

  test('free energy stays until it is used up; one voucher lowers a price, and value pays the rest', async () => {
    const driver = await person();
    const energy = await campaign({ kind: 'energy', energyWh: 15_000 }, { currency: undefined, validUntil: '2090-01-01T00:00:00Z' });
    const percent = await campaign({ kind: 'percent', percent: '50' }, { currency: undefined, sessions: 2 });
    const value = await campaign({ kind: 'value', amount: '1' });
    for (const { codes } of [percent, energy, value]) await redeem(codes[0], { driverId: driver.driverId });
    expect((await charge(driver.cards[0], 10_000)).cost).toMatchObject({ total: '0.00' });
    expect(await left(driver)).toEqual(['1', '5000', '2']);
    expect((await charge(driver.cards[0], 10_000)).cost).toMatchObject({ total: '2.50', due: '1.50' });
    expect(await left(driver)).toEqual(['0', '0', '2']);
    expect((await charge(driver.cards[0], 10_000)).cost).toMatchObject({ total: '2.50', due: '2.50' });
    expect(await left(driver)).toEqual(['0', '0', '1']);
  });

  test('a session without cost gives the voucher back; so does one that is dropped', async () => {
    const driver = await person();
    const { codes } = await campaign({ kind: 'amount', amount: '3' });
    await redeem(codes[0], { driverId: driver.driverId });
    await charge(driver.cards[0], 0);
    expect(await left(driver)).toEqual(['1']);
    const { sessionId } = await charge(driver.cards[0], 10_000);
    expect(await left(driver)).toEqual(['0']);
    await app.api('POST', `/sessions/${sessionId}/repairs`, { reason: 'test', change: { billing: 'drop' } });
    await app.eventually(`/vouchers?driverId=${driver.driverId}`, ({ items }) => items[0].left === '1');
  });

  test('two cars of a driver that begin at once do not take the same', async () => {
    const driver = await person(2);
    const value = await campaign({ kind: 'value', amount: '4' });
    const off = await campaign({ kind: 'amount', amount: '1' });
    for (const { codes } of [value, off]) await redeem(codes[0], { driverId: driver.driverId });
    const cars = driver.cards.map((token, index) => ({ index, token, id: `AT-ONCE-${index}` }));
    await Promise.all(cars.map(({ index, ...car }) => event(index, 'Started', { ...car, wh: 0 })));
    expect(await left(driver)).toEqual(['0', '0']);
    await Promise.all(cars.map(({ index, ...car }) => event(index, 'Ended', { ...car, wh: 10_000 })));
    await keep();
    const { items } = (await app.api('GET', '/sessions?limit=2')).body;
    const sum = (of: (cost: Body) => string): number => items.reduce((all: number, { cost }: Body) => all + Number(of(cost)), 0);
    // 5.00 + 5.00 − 1.00, of which the value pays 4.00
    expect(sum(({ total }) => total)).toBe(9);
    expect(sum(({ due }) => due)).toBe(5);
  });

  test('priced again, also with more energy, a session takes no more of what is free for others', async () => {
    const driver = await person();
    const { codes } = await campaign({ kind: 'value', amount: '8' });
    await redeem(codes[0], { driverId: driver.driverId });
    // An hour long: what is set right is spread over its course.
    await event(0, 'Started', { token: driver.cards[0] ?? '', wh: 0, id: 'HOUR' });
    app.advance(3_600_000);
    await event(0, 'Ended', { token: driver.cards[0] ?? '', wh: 10_000, id: 'HOUR' });
    await keep();
    const { sessionId, cost } = await lastBill();
    expect(cost).toMatchObject({ total: '5.00', due: '0.00' });
    expect((await app.api('GET', `/sessions/${sessionId}/bill`)).body.cost).toEqual(cost);
    await app.api('POST', `/sessions/${sessionId}/repairs`, { reason: 'test', change: { energyWh: 14_000 } });
    const { body } = await app.api('GET', `/sessions/${sessionId}/bill`);
    expect(body.cost).toMatchObject({ total: '7.00', due: '2.00' });
    await keep();
    expect(await left(driver)).toEqual(['3']);
  });

  test('a place, a currency and a time that do not fit use nothing', async () => {
    const driver = await person();
    const there = await campaign({ kind: 'amount', amount: '1' }, { target: 'station', stationId: 'V2' });
    const dear = await campaign({ kind: 'amount', amount: '1' }, { currency: 'CHF' });
    for (const { codes } of [there, dear]) expect((await redeem(codes[0], { driverId: driver.driverId })).status).toBe(201);
    expect((await charge(driver.cards[0], 10_000, 0)).cost.total).toBe('5.00');
    expect((await charge(driver.cards[0], 10_000, 1)).cost.total).toBe('4.00');
  });
});

describe('a start that is cut off', () => {
  test('repeated it takes the same again; repeated by nobody it lets go', async () => {
    const driver = await person();
    const { codes } = await campaign({ kind: 'value', amount: '8' });
    await redeem(codes[0], { driverId: driver.driverId });
    const [{ id: stationId, tenant_id: tenantId }] = await app.query(
      `select id::float8 as id, tenant_id from station where identity = 'V1'`,
    );
    const payer = { driverId: driver.driverId, groupIds: [], companyId: null, costCentreId: null };
    const now = app.context.clock();
    const start = {
      tenantId,
      siteId,
      stationId,
      evseId: 1,
      payer,
      tokenId: null,
      reference: null,
      currency: 'EUR',
      at: now,
      receivedAt: now,
    };
    const claim = (startKey: string, sessionId: number) => claimVouchers(app.context.db, { ...start, startKey, sessionId });
    expect(await claim('first', 900_001)).toMatchObject([{ kind: 'credit', amount: '8' }]);
    expect(await claim('first', 900_002)).toMatchObject([{ kind: 'credit', amount: '8' }]);
    expect(await claim('second', 900_003)).toEqual([]);
    await keep();
    expect(await left(driver)).toEqual(['0']);
    app.advance(11 * 60_000);
    await keep();
    expect(await left(driver)).toEqual(['8']);
    expect(await claim('third', 900_004)).toMatchObject([{ amount: '8' }]);
  });
});
