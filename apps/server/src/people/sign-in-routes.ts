import type { signInRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handler.ts';
import { acceptInvitation } from './invite.ts';
import { changePassword, signIn, signInLimits, signOut } from './sign-in.ts';
import { findUser, hasAdministrator, hasDemo } from './store.ts';

export function signInHandlers(context: Context): Handlers<typeof signInRoutes> {
  const limits = signInLimits();
  return {
    signIn: ({ body }, call) => signIn(context, call, { body, limits }),
    signOut: (_, call) => signOut(call),
    me: async (_, call) => {
      const { kind, id, name, role } = call.actor;
      const user = kind === 'user' && id !== null ? await call.tx((db) => findUser(db, id)) : undefined;
      return { kind: kind === 'user' ? 'user' : 'key', name, email: user?.email ?? null, role: role ?? 'viewer' };
    },
    changePassword: ({ body }, call) => changePassword(call, { body, limits }),
    installState: async () => ({ hasAdministrator: await hasAdministrator(context.db), demo: await hasDemo(context.db) }),
    acceptInvitation: (input, call) => acceptInvitation(context, call, input),
  };
}
