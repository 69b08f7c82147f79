import type { driverGroupRoutes } from '@stationmaster/contract';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import { jsonOf } from '../db/given.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import type { Handlers, Input } from '../http/handler.ts';
import { mustBeSites } from '../sites/known.ts';
import { forgetTariffs } from '../tariffs/book.ts';
import { deleteGroup, deleteMember, insertGroup, insertMember, lockGroup, selectGroup, selectGroups, updateGroup } from './group-store.ts';
import { mustBeDriver, mustBeDriverGroup } from './known.ts';

export function driverGroupHandlers({ db: owner }: Pick<Context, 'db'>): Handlers<typeof driverGroupRoutes> {
  return {
    listDriverGroups: (_input, call) => call.tx(async (db) => ({ items: await selectGroups(db) })),

    getDriverGroup: ({ params }, call) => call.tx((db) => selectGroup(db, params.groupId)),

    createDriverGroup: ({ body }, call) =>
      call.tx(async (db) => {
        await checkRights(db, body.rights);
        const { rights, ...fields } = body;
        const id = await insertGroup(db, { tenant_id: call.tenantId, ...fields, rights: jsonOf(rights) });
        call.subject(`driverGroup:${id}`, { ...body });
        return await selectGroup(db, id);
      }),

    updateDriverGroup: ({ params: { groupId }, body }, call) =>
      call.tx(async (db) => {
        await checkRights(db, body.rights);
        const { rights, ...fields } = body;
        call.subject(`driverGroup:${groupId}`, { ...body });
        await updateGroup(db, groupId, { ...fields, rights: jsonOf(rights) });
        return await selectGroup(db, groupId);
      }),

    deleteDriverGroup: async ({ params: { groupId } }, call) => {
      await call.tx(async (db) => {
        call.subject(`driverGroup:${groupId}`);
        const members = await lockGroup(db, groupId);
        if (members > 0) throw fail('inUse', { what: 'Group', id: groupId, by: `${members} drivers` });
        await deleteGroup(db, groupId);
      });
      forgetTariffs(owner);
    },

    joinDriverGroup: ({ params: { groupId, driverId } }, call) =>
      call.tx(async (db) => {
        call.subject(`driverGroup:${groupId}`, { driverId });
        await mustBeDriverGroup(db, groupId);
        await mustBeDriver(db, driverId);
        await insertMember(db, { tenantId: call.tenantId, groupId, driverId });
      }),

    leaveDriverGroup: ({ params: { groupId, driverId } }, call) =>
      call.tx(async (db) => {
        call.subject(`driverGroup:${groupId}`, { driverId });
        await mustBeDriverGroup(db, groupId);
        await deleteMember(db, { groupId, driverId });
      }),
  };
}

type Rights = Input<(typeof driverGroupRoutes)['updateDriverGroup']>['body']['rights'];
/** Sites must be there, and a span must name each of its days once. */
async function checkRights(db: Transaction<Tables>, rights: Rights): Promise<void> {
  await mustBeSites(db, [...new Set(rights?.flatMap(({ siteIds }) => siteIds ?? []))]);
  for (const [index, { siteIds, hours }] of (rights ?? []).entries()) {
    if (siteIds?.length === 0) throw new Failure('badRequest', {}, [{ path: `rights.${index}.siteIds`, message: 'names no site' }]);
    const twice = hours?.findIndex(({ days }) => new Set(days).size < days.length) ?? -1;
    if (twice >= 0) throw new Failure('badRequest', {}, [{ path: `rights.${index}.hours.${twice}.days`, message: 'names a day twice' }]);
  }
}
