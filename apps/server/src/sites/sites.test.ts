import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { asTenant, defaultTenantId } from '../db/tenant.ts';
import type { Call } from '../http/handler.ts';
import { attachAlways } from '../tariffs/attach.ts';
import { forgetTariffs, nobody, tariffFor } from '../tariffs/book.ts';
import { tariffHandlers } from '../tariffs/routes.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { siteHandlers } from './routes.ts';

let database: TestDatabase;
let db: Kysely<Tables>;
let call: Call;
let refreshed: number[];
let sites: ReturnType<typeof siteHandlers>;
let tariffs: ReturnType<typeof tariffHandlers>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.drop());

beforeEach(async () => {
  await sql`truncate station, site, tariff, token cascade`.execute(db);
  forgetTariffs(db);
  refreshed = [];
  const context = {
    db,
    config: { openAccess: true } as Config,
    gateway: { refresh: async (ids: readonly number[]) => void refreshed.push(...ids) } as Context['gateway'],
  };
  sites = siteHandlers(context);
  tariffs = tariffHandlers(context);
  call = {
    tenantId: defaultTenantId,
    actor: { kind: 'user', id: 1, name: 'op', role: 'administrator' },
    requestId: 'r',
    now: 0,
    tx: (run) => asTenant(db, defaultTenantId, run),
    subject: () => undefined,
  };
});

const none = { params: undefined, query: undefined, body: undefined, text: '' };
const berlin = { name: 'Depot', timeZone: 'Europe/Berlin', currency: 'EUR' };
const priced = (price: string, currency = 'EUR') => ({
  name: 'Day',
  currency,
  taxIncluded: true,
  elements: [{ priceComponents: [{ type: 'ENERGY' as const, price, vat: '19', stepSize: 1 }] }],
});
const addSite = (rest: Partial<Parameters<typeof sites.createSite>[0]['body']> = {}) =>
  sites.createSite({ ...none, body: { ...berlin, ...rest } }, call);
const addTariff = (price: string, currency?: string) =>
  tariffs.createTariff({ ...none, body: { ...priced(price, currency), siteIds: [] } }, call);
const changeSite = (siteId: number, body: Parameters<typeof sites.updateSite>[0]['body']) =>
  sites.updateSite({ ...none, params: { siteId }, body }, call);
const addStation = async (identity: string, siteId: number | null, tariffId: number | null = null): Promise<number> => {
  const {
    rows: [row],
  } = await sql<{
    id: number;
  }>`insert into station (tenant_id, identity, site_id) values (1, ${identity}, ${siteId}) returning id`.execute(db);
  const id = row?.id ?? 0;
  if (tariffId !== null) await asTenant(db, 1, (tx) => attachAlways(tx, call, { target: 'station', targetId: id, tariffId }));
  return id;
};

describe('sites', () => {
  test('OPEN_ACCESS is the default of a new site only', async () => {
    expect(await addSite()).toMatchObject({ openAccess: true, address: '', tariffId: null, stations: 0 });
    expect(await addSite({ openAccess: false })).toMatchObject({ openAccess: false });
  });

  test('a change reaches the stations of the site and no other', async () => {
    const { id } = await addSite();
    const here = await addStation('A', id);
    await addStation('B', null);
    expect(await changeSite(id, { openAccess: false, timeZone: 'Asia/Tokyo' })).toMatchObject({
      ...berlin,
      openAccess: false,
      timeZone: 'Asia/Tokyo',
      stations: 1,
    });
    expect(refreshed).toEqual([here]);
  });

  test.each([
    ['timeZone', { timeZone: 'Europe/Nowhere' }],
    ['currency', { currency: 'QQQ' }],
  ])('refuses a wrong %s, new or changed', async (path, wrong) => {
    const { id } = await addSite();
    const refusal = { code: 'badRequest', details: [expect.objectContaining({ path })] };
    await expect(addSite(wrong)).rejects.toMatchObject(refusal);
    await expect(changeSite(id, wrong)).rejects.toMatchObject(refusal);
    expect(refreshed).toEqual([]);
  });

  test('takes on a new tariff that is made for it, in its own currency, and all or none', async () => {
    const [first, second] = [await addSite(), await addSite()];
    const body = (currency: string, siteIds: number[]) => ({ ...none, body: { ...priced('0.39', currency), siteIds } });
    const { id, usedBy } = await tariffs.createTariff(body('EUR', [first.id, second.id]), call);
    expect(usedBy).toMatchObject({ sites: 2, stations: 0 });
    for (const { id: siteId } of [first, second])
      expect(await sites.getSite({ ...none, params: { siteId } }, call)).toMatchObject({ tariffId: id });
    await expect(tariffs.createTariff(body('EUR', [first.id, 999]), call)).rejects.toMatchObject({
      code: 'notFound',
      values: { what: 'site' },
    });
    await expect(tariffs.createTariff(body('JPY', [first.id]), call)).rejects.toMatchObject({ code: 'badRequest' });
    expect(await sites.getSite({ ...none, params: { siteId: first.id } }, call)).toMatchObject({ tariffId: id });
  });

  test('takes only a tariff that exists, in its own currency', async () => {
    const yen = await addTariff('45', 'JPY');
    await expect(addSite({ tariffId: yen.id })).rejects.toMatchObject({ code: 'badRequest' });
    await expect(addSite({ tariffId: 999 })).rejects.toMatchObject({ code: 'notFound', values: { what: 'tariff' } });
    expect(await addSite({ tariffId: yen.id, currency: 'JPY' })).toMatchObject({ tariffName: 'Day' });
  });

  test('goes only without stations', async () => {
    const { id } = await addSite();
    await addStation('A', id);
    await expect(sites.deleteSite({ ...none, params: { siteId: id } }, call)).rejects.toMatchObject({ code: 'inUse' });
    await sql`update station set site_id = null`.execute(db);
    await sites.deleteSite({ ...none, params: { siteId: id } }, call);
    await expect(sites.getSite({ ...none, params: { siteId: id } }, call)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('pages in the order they were made', async () => {
    for (const name of ['A', 'B', 'C']) await addSite({ name });
    const first = await sites.listSites({ ...none, query: { limit: 2 } }, call);
    const second = await sites.listSites({ ...none, query: { limit: 2, cursor: first.next ?? '' } }, call);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(second.next).toBeNull();
  });

  test('of another tenant are not there', async () => {
    const { id } = await addSite();
    await sql`insert into tenant (id, slug, name) values (2, 'other', 'Other')`.execute(db);
    const stranger: Call = { ...call, tenantId: 2, tx: (run) => asTenant(db, 2, run) };
    await expect(sites.getSite({ ...none, params: { siteId: id } }, stranger)).rejects.toMatchObject({ code: 'notFound' });
    await expect(sites.updateSite({ ...none, params: { siteId: id }, body: { name: 'mine' } }, stranger)).rejects.toMatchObject({
      code: 'notFound',
    });
    expect((await sites.listSites({ ...none, query: { limit: 50 } }, stranger)).items).toEqual([]);
  });
});

describe('tariffs', () => {
  test('a change is the next version, which sessions from now on have; the one before stays what it was', async () => {
    const { id } = await addTariff('0.39');
    const other = await addTariff('0.59');
    const site = await addSite({ tariffId: id });
    const bySite = await addStation('A', site.id);
    const own = await addStation('B', null, id);
    const elsewhere = await addStation('C', site.id, other.id);
    const priceAt = async (stationId: number, siteId: number | null) =>
      (await tariffFor(db, { tenantId: 1, siteId, stationId, evseId: 1 }, { payer: nobody, at: 0 }))?.elements[0]?.priceComponents[0]
        ?.price;
    expect(await priceAt(bySite, site.id)).toBe('0.39');
    expect(await tariffs.updateTariff({ ...none, params: { tariffId: id }, body: priced('0.49') }, call)).toMatchObject({
      id,
      version: 2,
      usedBy: { sites: 1, stations: 1 },
    });
    expect(await Promise.all([priceAt(bySite, site.id), priceAt(own, null), priceAt(elsewhere, site.id)])).toEqual([
      '0.49',
      '0.49',
      '0.59',
    ]);
    const { rows } = await sql<{
      definition: unknown;
    }>`select definition from tariff_version where tariff_id = ${id} order by version`.execute(db);
    expect(rows.map((row) => row.definition)).toEqual([
      { id, version: 1, ...priced('0.39') },
      { id, version: 2, ...priced('0.49') },
    ]);
    await expect(sql`update tariff_version set definition = '{}' where tariff_id = ${id}`.execute(db)).rejects.toThrow('never changes');
  });

  test('one in use stays, one that is not is archived', async () => {
    const { id } = await addTariff('0.39');
    const site = await addSite({ tariffId: id });
    const remove = () => tariffs.deleteTariff({ ...none, params: { tariffId: id } }, call);
    await expect(remove()).rejects.toMatchObject({ code: 'inUse' });
    await changeSite(site.id, { tariffId: null });
    await remove();
    expect((await tariffs.listTariffs({ ...none, query: { limit: 50 } }, call)).items).toEqual([]);
    expect(await tariffs.getTariff({ ...none, params: { tariffId: id } }, call)).toMatchObject({ archived: true });
    await expect(changeSite(site.id, { tariffId: id })).rejects.toMatchObject({ code: 'notFound' });
    await expect(remove()).rejects.toMatchObject({ code: 'notFound' });
  });

  test('cannot leave the currency of the sites that use it', async () => {
    const { id } = await addTariff('0.39');
    await addSite({ tariffId: id });
    await expect(tariffs.updateTariff({ ...none, params: { tariffId: id }, body: priced('45', 'JPY') }, call)).rejects.toMatchObject({
      code: 'badRequest',
    });
  });

  test('a preview prices without storing, and says what is wrong', async () => {
    const preview = (price: string) =>
      tariffs.previewTariff(
        { ...none, body: { tariff: priced(price), timeZone: 'UTC', energyWh: 20_500, chargingSeconds: 3600, idleSeconds: 0 } },
        call,
      );
    expect(await preview('0.39')).toMatchObject({ net: '6.72', tax: '1.28', total: '8.00' });
    await expect(preview('2000000')).rejects.toMatchObject({
      code: 'badRequest',
      details: [{ path: 'elements.0.priceComponents.0.price' }],
    });
  });
});
