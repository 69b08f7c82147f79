import { type siteRoutes, timeZone as timeZoneSchema } from '@stationmaster/contract';
import { isCurrency } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { attachAlways } from '../tariffs/attach.ts';
import { forgetTariffs } from '../tariffs/book.ts';
import { currencyOfTariff } from '../tariffs/usable.ts';
import {
  deleteSite,
  hasSessions,
  insertSite,
  lockSite,
  replaceSite,
  type SiteFields,
  selectSite,
  selectSites,
  stationsOfSite,
} from './store.ts';

export function siteHandlers({ config, gateway, db: owner }: Pick<Context, 'config' | 'gateway' | 'db'>): Handlers<typeof siteRoutes> {
  return {
    listSites: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectSites(db, { limit, after: fromCursor(cursor, 1)?.[0] ?? null })),

    getSite: ({ params }, call) => call.tx((db) => selectSite(db, params.siteId)),

    createSite: async (
      { body: { address = '', openAccess = config.openAccess, keepLocalLists = false, tariffId = null, ...rest } },
      call,
    ) => {
      const site = await call.tx(async (db) => {
        const fields = { ...rest, address, openAccess, keepLocalLists, tariffId };
        await check(db, fields);
        const id = await insertSite(db, call.tenantId, fields);
        await attachAlways(db, call, { target: 'site', targetId: id, tariffId });
        call.subject(`site:${id}`, { ...fields });
        return selectSite(db, id);
      });
      forgetTariffs(owner);
      return site;
    },

    updateSite: async ({ params: { siteId }, body }, call) => {
      const { site, stations } = await call.tx(async (db) => {
        call.subject(`site:${siteId}`, { ...body });
        const was = await lockSite(db, siteId);
        const fields = changed(was, body);
        await check(db, fields);
        await replaceSite(db, siteId, fields);
        if (fields.tariffId !== was.tariffId) await attachAlways(db, call, { target: 'site', targetId: siteId, tariffId: fields.tariffId });
        return { site: await selectSite(db, siteId), stations: await stationsOfSite(db, siteId) };
      });
      forgetTariffs(owner);
      // The stations' live state holds the site's access and zone: it must not live on with the old ones.
      await gateway.refresh(stations);
      return site;
    },

    deleteSite: ({ params: { siteId } }, call) =>
      call.tx(async (db) => {
        call.subject(`site:${siteId}`);
        const { stations } = await lockSite(db, siteId);
        if (stations > 0) throw fail('inUse', { what: 'Site', id: siteId, by: `${stations} stations` });
        if (await hasSessions(db, siteId)) throw fail('inUse', { what: 'Site', id: siteId, by: 'past sessions' });
        await deleteSite(db, siteId);
      }),
  };
}

type Change = { [K in keyof SiteFields]?: SiteFields[K] | undefined };
function changed({ name, address, timeZone, currency, openAccess, keepLocalLists, tariffId }: SiteFields, change: Change): SiteFields {
  return {
    name: change.name ?? name,
    address: change.address ?? address,
    timeZone: change.timeZone ?? timeZone,
    currency: change.currency ?? currency,
    openAccess: change.openAccess ?? openAccess,
    keepLocalLists: change.keepLocalLists ?? keepLocalLists,
    tariffId: change.tariffId === undefined ? tariffId : change.tariffId,
  };
}

async function check(db: Transaction<Tables>, { timeZone, currency, tariffId }: SiteFields): Promise<void> {
  const faults: { path: string; message: string }[] = [];
  if (!timeZoneSchema.safeParse(timeZone).success) faults.push({ path: 'timeZone', message: 'must be a time zone such as Europe/Berlin' });
  if (!isCurrency(currency)) faults.push({ path: 'currency', message: `${currency} is not an ISO 4217 currency` });
  const priced = tariffId === null ? currency : await currencyOfTariff(db, tariffId);
  if (priced !== currency) faults.push({ path: 'tariffId', message: `the tariff is in ${priced}, the site in ${currency}` });
  if (faults.length > 0) throw new Failure('badRequest', {}, faults);
}
