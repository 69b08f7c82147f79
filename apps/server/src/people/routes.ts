import type { peopleRoutes } from '@stationmaster/contract';
import { listAudit } from '../audit/list.ts';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { inviteUser } from './invite.ts';
import { insertKey, revokeKey, selectKeys } from './key-store.ts';
import { newApiKey } from './secrets.ts';
import { selectUsers } from './store.ts';
import { updateUser } from './update-user.ts';
import { keyView, userView } from './views.ts';

export function peopleHandlers(context: Context): Handlers<typeof peopleRoutes> {
  return {
    listUsers: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) =>
        pageOf(await selectUsers(db, { after: decodeCursor(cursor, ['number'])?.[0] ?? null, limit: limit + 1 }), {
          limit,
          view: userView,
          key: (row) => [row.id],
        }),
      ),
    inviteUser: (input, call) => inviteUser(context, call, input),
    updateUser: (input, call) => updateUser(call, input),
    listKeys: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) =>
        pageOf(await selectKeys(db, { before: decodeCursor(cursor, ['number'])?.[0] ?? null, limit: limit + 1 }), {
          limit,
          view: keyView,
          key: (row) => [row.id],
        }),
      ),
    createKey: ({ body: { name, role, expiresAt = null } }, call) =>
      call.tx(async (db) => {
        const { key, prefix, hash } = newApiKey();
        const row = await insertKey(db, {
          tenantId: call.tenantId,
          name,
          role,
          prefix,
          hash,
          createdBy: call.actor.name,
          at: call.now,
          expiresAt,
        });
        if (!row) throw new Error('a random key was already there');
        call.subject(`key:${row.id}`, { name, role, expiresAt });
        return { ...keyView(row), key };
      }),
    revokeKey: ({ params: { keyId } }, call) =>
      call.tx(async (db) => {
        call.subject(`key:${keyId}`);
        if (!(await revokeKey(db, keyId, call.now))) throw fail('notFound', { what: 'key', id: keyId });
      }),
    listAudit: ({ query }, call) => listAudit(call, query),
  };
}
