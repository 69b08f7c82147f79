import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { sample16, sample201 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { tellTariffs } from './tell.ts';

let app: ApiApp;
let made = 0;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp({}, { byHand: ['tellTariffs'] });
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const energy = (price: string) => [{ priceComponents: [{ type: 'ENERGY', price, stepSize: 1 }] }];
const body = (elements: unknown[]) => ({ name: 'Day', currency: 'EUR', taxIncluded: false, elements });

/** A connected station with a tariff of its own, whose device model tells this variable. */
async function connected(
  version: Version,
  variable: [string, string, string, string],
): Promise<{ id: string; tariffId: number; station: RawStation }> {
  const id = `TOLD${made++}`;
  const tariffId = (await app.api('POST', '/tariffs', body(energy('0.40')))).body.id;
  await app.api('POST', '/stations', { id, securityProfile: 0, tariffId });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  const sample = version === 'ocpp1.6' ? sample16 : sample201;
  await sample.boot(station);
  await sample.status(station, 'Available');
  await app.query(
    `insert into station_variable (station_id, tenant_id, component, variable, variable_instance, value, updated_at) select id, 1, $2, $3, $4, $5, now() from station where identity = $1`,
    [id, ...variable],
  );
  return { id, tariffId, station };
}
const of = (station: RawStation, action: string): unknown[] =>
  station.received.filter((one) => one.action === action).map(({ payload }) => payload);

test('2.1 is given the tariff that holds at it, its next version, and none that OCPP would change', async () => {
  const { tariffId, station } = await connected('ocpp2.1', ['TariffCostCtrlr', 'Enabled', 'Tariff', 'true']);
  station.on('SetDefaultTariff', { result: { status: 'Accepted' } });
  station.on('ClearTariffs', { result: { clearTariffsResult: [{ status: 'Accepted' }] } });
  await tellTariffs(app.context);
  await tellTariffs(app.context);
  expect(of(station, 'SetDefaultTariff')).toMatchObject([
    { evseId: 0, tariff: { tariffId: `${tariffId}.1`, currency: 'EUR', energy: { prices: [{ priceKwh: 0.4 }] } } },
  ]);
  await app.api('PUT', `/tariffs/${tariffId}`, body(energy('0.45')));
  await tellTariffs(app.context);
  expect(of(station, 'SetDefaultTariff').at(-1)).toMatchObject({ tariff: { tariffId: `${tariffId}.2` } });
  const byHoliday = [{ ...energy('0.20')[0], restrictions: { holidays: 'ONLY' } }, ...energy('0.45')];
  await app.api('PUT', `/tariffs/${tariffId}`, body(byHoliday));
  await tellTariffs(app.context);
  expect(of(station, 'SetDefaultTariff')).toHaveLength(2);
  expect(of(station, 'ClearTariffs')).toHaveLength(1);
  const rows = await app.query('select outcome, reason from told_tariff');
  expect(rows).toMatchObject([{ outcome: 'unsuited' }]);
});

test('2.0.1 is given a text, 1.6 the default price of the California pricing requirements', async () => {
  const two = await connected('ocpp2.0.1', ['TariffCostCtrlr', 'TariffFallbackMessage', '', '']);
  two.station.on('SetVariables', {
    result: {
      setVariableResult: [
        { attributeStatus: 'Accepted', component: { name: 'TariffCostCtrlr' }, variable: { name: 'TariffFallbackMessage' } },
      ],
    },
  });
  const one = await connected('ocpp1.6', ['', 'CustomDisplayCostAndPrice', '', 'true']);
  one.station.on('ChangeConfiguration', { result: { status: 'Accepted' } });
  await tellTariffs(app.context);
  expect(of(two.station, 'SetVariables')).toMatchObject([{ setVariableData: [{ attributeValue: '0.40 EUR/kWh' }] }]);
  const [change] = of(one.station, 'ChangeConfiguration') as { key: string; value: string }[];
  expect(change?.key).toBe('DefaultPrice');
  expect(JSON.parse(change?.value ?? '')).toEqual({
    priceText: '0.40 EUR/kWh',
    chargingPrice: { kWhPrice: 0.4, hourPrice: 0, flatFee: 0 },
  });
});

const own = (id: string, tariffId: number, evseId: number) =>
  app.api('POST', '/tariff-assignments', { tariffId, target: 'evse', stationId: id, evseId });

test('2.1 is given each EVSE its own tariff, one for all where they are the same again, and nothing twice', async () => {
  const { id, tariffId, station } = await connected('ocpp2.1', ['TariffCostCtrlr', 'Enabled', 'Tariff', 'true']);
  station.on('SetDefaultTariff', { result: { status: 'Accepted' } });
  await station.call('StatusNotification', {
    timestamp: new Date().toISOString(),
    connectorStatus: 'Available',
    evseId: 2,
    connectorId: 1,
  });
  const fast = (await app.api('POST', '/tariffs', body(energy('0.70')))).body.id;
  const given = async () => {
    const before = of(station, 'SetDefaultTariff').length;
    await tellTariffs(app.context);
    await tellTariffs(app.context);
    return (of(station, 'SetDefaultTariff').slice(before) as { evseId: number; tariff: { tariffId: string } }[]).map(
      ({ evseId, tariff }) => [evseId, tariff.tariffId],
    );
  };
  expect(await given()).toEqual([[0, `${tariffId}.1`]]);
  const { id: assignment } = (await own(id, fast, 2)).body;
  expect(await given()).toEqual([[2, `${fast}.1`]]);
  await app.api('DELETE', `/tariff-assignments/${assignment}`);
  expect(await given()).toEqual([[0, `${tariffId}.1`]]);
  // EVSE 2 had this one before, but no longer has.
  await own(id, fast, 2);
  expect(await given()).toEqual([[2, `${fast}.1`]]);
  expect(await given()).toEqual([]);
});

test('a text says the price of each EVSE where they differ', async () => {
  const { id, station } = await connected('ocpp1.6', ['', 'CustomDisplayCostAndPrice', '', 'true']);
  station.on('ChangeConfiguration', { result: { status: 'Accepted' } });
  await station.call('StatusNotification', { connectorId: 2, status: 'Available', errorCode: 'NoError' });
  const fast = (await app.api('POST', '/tariffs', body(energy('0.70')))).body.id;
  await own(id, fast, 2);
  await tellTariffs(app.context);
  await tellTariffs(app.context);
  const prices = of(station, 'ChangeConfiguration') as { value: string }[];
  expect(prices.map(({ value }) => JSON.parse(value))).toEqual([{ priceText: '1: 0.40 EUR/kWh; 2: 0.70 EUR/kWh' }]);
  await app.api('PUT', `/tariffs/${fast}`, body(energy('0.75')));
  await tellTariffs(app.context);
  expect(of(station, 'ChangeConfiguration').at(-1)).toMatchObject({ value: '{"priceText":"1: 0.40 EUR/kWh; 2: 0.75 EUR/kWh"}' });
});
