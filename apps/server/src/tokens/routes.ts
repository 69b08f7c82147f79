import type { tokenRoutes } from '@stationmaster/contract';
import { canonicalToken, maskToken } from '@stationmaster/domain';
import { mustBeDriver } from '../drivers/known.ts';
import { Failure } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { mustHoldNoCredit, setPrepaid } from '../payments/credit.ts';
import { saveAliases } from './alias-store.ts';
import { tokensCsv } from './export.ts';
import { importTokens } from './import.ts';
import { deleteToken, insertToken, selectAllTokens, selectToken, selectTokens, updateToken } from './store.ts';
import { selectTaps } from './tap-store.ts';

export function tokenHandlers(_context: object): Handlers<typeof tokenRoutes> {
  return {
    listTokens: ({ query: { cursor, limit, search, blocked, driverId } }, call) =>
      call.tx((db) =>
        selectTokens(db, {
          limit,
          before: fromCursor(cursor, 1)?.[0] ?? null,
          ...given({ search, driverId, blocked: blocked && blocked === 'true' }),
        }),
      ),

    getToken: ({ params }, call) => call.tx((db) => selectToken(db, params.tokenId)),

    createToken: ({ body: { aliases, prepaid, ...fields } }, call) =>
      call.tx(async (db) => {
        checkAliases(aliases);
        if (fields.driverId != null) await mustBeDriver(db, fields.driverId);
        const id = await insertToken(db, call.tenantId, { ...given(fields), value: fields.value });
        call.subject(`token:${id}`, given({ ...fields, value: maskToken(fields.value, fields.type ?? null), aliases, prepaid }));
        await saveAliases(db, call.tenantId, [{ tokenId: id, canonical: canonicalToken(fields.value), aliases: aliases ?? [] }]);
        if (prepaid) await setPrepaid(db, { tokenId: id, isPrepaid: true, now: call.now });
        return selectToken(db, id);
      }),

    updateToken: ({ params, body: { aliases, prepaid, ...fields } }, call) =>
      call.tx(async (db) => {
        checkAliases(aliases);
        if (fields.driverId != null) await mustBeDriver(db, fields.driverId);
        call.subject(`token:${params.tokenId}`, given({ ...fields, aliases, prepaid }));
        const canonical = await updateToken(db, params.tokenId, given(fields));
        if (aliases) await saveAliases(db, call.tenantId, [{ tokenId: params.tokenId, canonical, aliases }]);
        if (prepaid !== undefined) await setPrepaid(db, { tokenId: params.tokenId, isPrepaid: prepaid, now: call.now });
        return selectToken(db, params.tokenId);
      }),

    deleteToken: ({ params }, call) =>
      call.tx(async (db) => {
        call.subject(`token:${params.tokenId}`);
        await mustHoldNoCredit(db, params.tokenId, call.now);
        return deleteToken(db, params.tokenId);
      }),

    importTokens: ({ text }, call) =>
      call.tx(async (db) => {
        const result = await importTokens(db, call.tenantId, text);
        call.subject('tokens', { ...result });
        return result;
      }),

    exportTokens: async (_input, call) => {
      const csv = await call.tx(async (db) => tokensCsv(await selectAllTokens(db)));
      return new Response(csv, {
        headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="cards.csv"' },
      });
    },

    listTaps: ({ query: { cursor, limit, refused, ...filter } }, call) =>
      call.tx((db) => selectTaps(db, { ...given(filter), refused: refused === 'true', limit, before: fromCursor(cursor, 2) })),
  };
}

/** `|` separates aliases in CSV. */
function checkAliases(aliases: readonly string[] | undefined): void {
  const index = aliases?.findIndex((alias) => alias.includes('|')) ?? -1;
  if (index >= 0) throw new Failure('badRequest', {}, [{ path: `aliases.${index}`, message: 'must not hold |' }]);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
/** The fields that are there: absent means as it was. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
