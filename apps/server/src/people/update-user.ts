import type { peopleRoutes } from '@stationmaster/contract';
import { fail } from '../errors.ts';
import type { Call, Input } from '../http/handler.ts';
import { deleteSessionsOf } from './session-store.ts';
import { changeUser, findUser, lockAdministrators } from './store.ts';
import { type UserView, userView } from './views.ts';

/** A disabled user is signed out everywhere. Failures: notFound, lastAdministrator. */
export function updateUser(call: Call, { params: { userId }, body }: Input<typeof peopleRoutes.updateUser>): Promise<UserView> {
  return call.tx(async (db) => {
    call.subject(`user:${userId}`, { ...body });
    const administrators = await lockAdministrators(db);
    const user = await findUser(db, userId);
    if (!user) throw fail('notFound', { what: 'user', id: userId });
    const role = body.role ?? user.role;
    const disabled = body.disabled ?? user.disabled_at !== null;
    const staysAdministrator = role === 'administrator' && !disabled;
    if (administrators.includes(userId) && !staysAdministrator && administrators.length === 1) throw fail('lastAdministrator');
    const disabledAt = disabled ? (user.disabled_at ?? new Date(call.now)) : null;
    await changeUser(db, userId, { name: body.name ?? user.name, role, disabledAt });
    if (disabled) await deleteSessionsOf(db, userId, null);
    return userView({ ...user, name: body.name ?? user.name, role, disabled_at: disabledAt });
  });
}
