import { afterEach, beforeEach, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open('ocpp2.1');
});
afterEach(() => lab.close());

const tariff = (tariffId: string, priceKwh: number, more = {}) => ({
  tariffId,
  currency: 'EUR',
  energy: { prices: [{ priceKwh }] },
  ...more,
});
const setDefault = (evseId: number, one: object) => lab.ask('SetDefaultTariff', { evseId, tariff: one });
const get = (evseId: number) => lab.ask('GetTariffs', { evseId });

async function charge(): Promise<string> {
  lab.station.plugIn();
  const started = lab.station.waitFor('startAcknowledged');
  lab.station.tap('CARD');
  await started;
  return lab.station.evse(1).session?.id ?? '';
}

it('I07, I09, I10: sets, tells and clears what everybody pays', async () => {
  expect(await get(0)).toEqual({ status: 'NoTariff' });
  expect(await setDefault(0, tariff('A', 0.4))).toEqual({ status: 'Accepted' });
  expect(await setDefault(2, tariff('B', 0.6))).toEqual({ status: 'Accepted' });
  expect(await setDefault(1, tariff('A', 0.5))).toEqual({ status: 'DuplicateTariffId' });
  expect(await setDefault(9, tariff('C', 1))).toMatchObject({ status: 'Rejected' });
  expect(await get(0)).toEqual({
    status: 'Accepted',
    tariffAssignments: [
      { tariffId: 'A', tariffKind: 'DefaultTariff', evseIds: [1, 2] },
      { tariffId: 'B', tariffKind: 'DefaultTariff', evseIds: [2] },
    ],
  });
  expect(await lab.ask('ClearTariffs', { tariffIds: ['B', 'X'] })).toEqual({
    clearTariffsResult: [
      { tariffId: 'B', status: 'Accepted' },
      { tariffId: 'X', status: 'NoTariff' },
    ],
  });
  expect(await lab.ask('ClearTariffs')).toEqual({ clearTariffsResult: [{ tariffId: 'A', status: 'Accepted' }] });
  expect(await lab.ask('ClearTariffs')).toEqual({ clearTariffsResult: [{ status: 'NoTariff' }] });
});

it('I07: no more elements than it can hold, and no conditions where it has none', async () => {
  const many = tariff('M', 1, { energy: { prices: Array.from({ length: 11 }, () => ({ priceKwh: 1 })) } });
  expect(await setDefault(0, many)).toEqual({ status: 'TooManyElements' });
  lab.close();
  lab = await Lab.open('ocpp2.1', { settings: { 'TariffCostCtrlr.ConditionsSupported': 'false' } });
  const conditional = tariff('N', 1, { energy: { prices: [{ priceKwh: 1, conditions: { startTimeOfDay: '22:00' } }] } });
  expect(await setDefault(0, conditional)).toEqual({ status: 'ConditionNotSupported' });
});

it('I11, I12: another tariff for what runs; the last event says what it cost', async () => {
  await setDefault(0, tariff('A', 0.4));
  const transactionId = await charge();
  const change = (one: object, id = transactionId) => lab.ask('ChangeTransactionTariff', { transactionId: id, tariff: one });
  expect(await change(tariff('B', 0.5), 'none')).toEqual({ status: 'TxNotFound' });
  expect(await change(tariff('B', 0.5, { currency: 'CHF' }))).toEqual({ status: 'NoCurrencyChange' });
  const changed = lab.csms.hears('TransactionEvent', ({ triggerReason }) => triggerReason === 'TariffChanged');
  const timed = tariff('B', 0.5, { fixedFee: { prices: [{ priceFixed: 1 }] }, chargingTime: { prices: [{ priceMinute: 0.1 }] } });
  expect(await change(timed)).toEqual({ status: 'Accepted' });
  expect((await changed).payload).toMatchObject({ transactionInfo: { tariffId: 'B' } });
  const ended = lab.csms.hears('TransactionEvent', ({ eventType }) => eventType === 'Ended');
  lab.world.moveTo(Lab.start + 1_800_000);
  lab.station.unplug();
  // Half an hour at 11 kW: 5.5 kWh.
  expect((await ended).payload).toMatchObject({
    costDetails: {
      totalUsage: { energy: 5.5, chargingTime: 1800, idleTime: 0 },
      totalCost: {
        currency: 'EUR',
        typeOfCost: 'NormalCost',
        energy: { exclTax: 2.75 },
        chargingTime: { exclTax: 3 },
        fixed: { exclTax: 1 },
        total: { exclTax: 6.75 },
      },
    },
  });
});

it('I08, I09: a driver brings his own tariff', async () => {
  const own = { idTokenInfo: { status: 'Accepted' }, tariff: tariff('MINE', 0.3) };
  lab.csms.replies('Authorize', own);
  await charge();
  expect(await get(1)).toEqual({
    status: 'Accepted',
    tariffAssignments: [{ tariffId: 'MINE', tariffKind: 'DriverTariff', evseIds: [1], idTokens: ['CARD'] }],
  });
  const ended = lab.csms.hears('TransactionEvent', ({ eventType }) => eventType === 'Ended');
  lab.world.moveTo(Lab.start + 1_800_000);
  lab.station.unplug();
  expect((await ended).payload).toMatchObject({ costDetails: { totalCost: { total: { exclTax: 1.65 } } } });
});

it.each([
  ['energy', { maxEnergy: 2000 }, 'EnergyLimitReached', 'EnergyLimitReached', (2000 / 11_000) * 3600],
  ['time', { maxTime: 90 }, 'TimeLimitReached', 'TimeLimitReached', 90],
])('E16: a limit of %s is taken and kept', async (...[, transactionLimit, triggerReason, stoppedReason, seconds]) => {
  lab.csms.replies('TransactionEvent', { idTokenInfo: { status: 'Accepted' }, transactionLimit });
  const said = await lab.during(async () => {
    await charge();
    lab.world.moveTo(Lab.start + 3_600_000);
    await lab.station.settled();
  });
  const events = said.filter(({ action }) => action === 'TransactionEvent').map(({ payload }) => payload);
  expect(events[1]).toMatchObject({ triggerReason: 'LimitSet', transactionInfo: { transactionLimit } });
  expect(events.at(-1)).toMatchObject({ eventType: 'Ended', triggerReason, transactionInfo: { stoppedReason } });
  expect(Date.parse(String(events.at(-1)?.timestamp)) - Lab.start).toBe(Math.ceil(seconds * 1000));
});

it('E16: money is spent when the CSMS says so', async () => {
  lab.csms.replies('TransactionEvent', { transactionLimit: { maxCost: 5 } });
  const transactionId = await charge();
  await lab.heardAll();
  await lab.ask('CostUpdated', { transactionId, totalCost: 4.99 });
  const ended = lab.csms.hears('TransactionEvent', ({ eventType }) => eventType === 'Ended');
  await lab.ask('CostUpdated', { transactionId, totalCost: 5 });
  expect((await ended).payload).toMatchObject({
    triggerReason: 'CostLimitReached',
    transactionInfo: { stoppedReason: 'LocalOutOfCredit' },
  });
});

it('B_103, E17: a transaction goes on after a reset that says so', async () => {
  const transactionId = await charge();
  const resumed = lab.csms.hears('TransactionEvent', ({ triggerReason }) => triggerReason === 'TxResumed');
  expect(await lab.ask('Reset', { type: 'ImmediateAndResume' })).toEqual({ status: 'Accepted' });
  expect((await resumed).payload).toMatchObject({ eventType: 'Updated', transactionInfo: { transactionId, chargingState: 'Charging' } });
});
