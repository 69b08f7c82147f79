import type { localList, localListRoutes } from '@stationmaster/contract';
import { maskToken } from '@stationmaster/domain';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { findListSettings } from './cards-store.ts';
import { findListView, type ListViewRow, selectEntries, setKeep } from './view-store.ts';

export function localListHandlers({ gateway }: Pick<Context, 'gateway'>): Handlers<typeof localListRoutes> {
  type Db = Parameters<typeof findListView>[0];
  const view = async (db: Db, identity: string): Promise<z.input<typeof localList>> => {
    const row = await findListView(db, identity);
    if (row === undefined) throw fail('notFound', { what: 'station', id: identity });
    const { isEnabled, most } = await findListSettings(db, row.id);
    return { ...listView(row, gateway.peek(row.id) !== undefined), isEnabled, most };
  };
  return {
    getLocalList: ({ params }, call) => call.tx((db) => view(db, params.stationId)),

    keepLocalList: ({ params: { stationId }, body: { keep } }, call) =>
      call.tx(async (db) => {
        call.subject(stationId, { keepLocalList: keep });
        await setKeep(db, await stationRowId(db, stationId), { keep, at: call.now });
        return await view(db, stationId);
      }),

    listLocalListEntries: ({ params: { stationId }, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(cursor, ['string'])?.[0] ?? null;
        const rows = await selectEntries(db, await stationRowId(db, stationId), { after, limit: limit + 1 });
        return pageOf(rows, {
          limit,
          view: ({ entry: { idToken, type, status, groupId, validUntil } }) => ({
            idToken: maskToken(idToken, type),
            type,
            status,
            groupId,
            validUntil: validUntil === null ? null : new Date(validUntil).toISOString(),
          }),
          key: ({ key }) => [key],
        });
      }),
  };
}

function listView(row: ListViewRow, isConnected: boolean): Omit<z.input<typeof localList>, 'isEnabled' | 'most'> {
  return {
    stationId: row.identity,
    state: stateOf(row, isConnected),
    reason: row.reason,
    keep: row.keep,
    isKept: row.is_kept,
    version: row.held_version,
    cards: row.cards,
    leftOut: row.left_out,
    inStepSince: row.in_step_since?.toISOString() ?? null,
    toldVersion: row.told_version,
    toldAt: row.told_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
  };
}

/** In step only while the station is here to prove it and no card has changed since. */
function stateOf(row: ListViewRow, isConnected: boolean): z.input<typeof localList>['state'] {
  const { state, is_kept: isKept, is_newest: isNewest, is_proved: isProved } = row;
  if (!isKept) return state === 'off' || state === 'unsupported' ? 'off' : isConnected ? 'clearing' : 'waiting';
  if (state === 'unsupported') return state;
  if (!isConnected) return 'waiting';
  if (state === 'refused' && isNewest) return state;
  return state === 'inStep' && isNewest && isProved ? 'inStep' : 'behind';
}
