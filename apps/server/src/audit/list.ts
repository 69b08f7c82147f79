import type { peopleRoutes } from '@stationmaster/contract';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { type AuditRow, selectAudit } from './store.ts';

type Route = typeof peopleRoutes.listAudit;

export function listAudit(call: Call, { cursor, limit, actor, action, subject }: Input<Route>['query']): Promise<Output<Route>> {
  return call.tx(async (db) => {
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    return pageOf(await selectAudit(db, { before, limit: limit + 1, actor, action, subject }), { limit, view, key: (row) => [row.id] });
  });
}

function view({ id, at, actor, actor_name, action, subject, detail }: AuditRow): Output<Route>['items'][number] {
  return { id, at: at.toISOString(), actor, actorName: actor_name, action, subject, detail };
}
