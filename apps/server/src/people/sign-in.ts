import type { me, signInRoutes } from '@stationmaster/contract';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { sessionSeconds } from '../http/cookie.ts';
import type { Call, Input } from '../http/handler.ts';
import { webOf } from '../http/web.ts';
import { hashPassword, isPassword } from './password.ts';
import { addressKey, createRateLimit, type RateLimit } from './rate-limit.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { deleteSession, deleteSessionsOf, insertSession } from './session-store.ts';
import { findUser, findUserByEmail, setPassword, type UserRow } from './store.ts';

type Me = z.input<typeof me>;
export interface SignInLimits {
  address: RateLimit;
  account: RateLimit;
}

/** 30 wrong passwords an address and 10 an account in 5 minutes. */
export function signInLimits(): SignInLimits {
  const windowMs = 5 * 60_000;
  return {
    address: createRateLimit({ failures: 30, windowMs, maxKeys: 10_000 }),
    account: createRateLimit({ failures: 10, windowMs, maxKeys: 10_000 }),
  };
}

/** Failures: wrongCredentials (also for unknown and disabled users), tooMany. */
export async function signIn(
  { db }: Pick<Context, 'db'>,
  call: Call,
  { body, limits }: { body: Input<typeof signInRoutes.signIn>['body']; limits: SignInLimits },
): Promise<Me> {
  const address = addressKey(webOf(call).address);
  const account = body.email.toLowerCase();
  limits.address.check(address, call.now);
  limits.account.check(account, call.now);
  // Counted before the slow hash: many guesses sent at once must not slip through together.
  limits.address.failed(address, call.now);
  limits.account.failed(account, call.now);
  const user = await findUserByEmail(db, body.email);
  const isRight = await isPassword(body.password, user && user.disabled_at === null ? user.password_hash : null);
  if (!user || !isRight) throw fail('wrongCredentials');
  limits.address.forgive(address);
  limits.account.forgive(account);
  return await startSession({ db }, call, user);
}

/** Makes a session for the user and sets its cookie. */
export async function startSession({ db }: Pick<Context, 'db'>, call: Call, user: UserRow): Promise<Me> {
  const web = webOf(call);
  const token = newSecret();
  const userAgent = (web.header('user-agent') ?? '').slice(0, 300);
  const expiresAt = call.now + sessionSeconds * 1000;
  await db.transaction().execute((tx) =>
    insertSession(tx, {
      tokenHash: hashSecret(token),
      tenantId: user.tenant_id,
      userId: user.id,
      at: call.now,
      expiresAt,
      userAgent,
      address: web.address,
    }),
  );
  web.setSession(token);
  return { kind: 'user', name: user.name || user.email, email: user.email, role: user.role };
}

export async function signOut(call: Call): Promise<void> {
  const web = webOf(call);
  const { sessionHash } = web;
  if (sessionHash) await call.tx((db) => deleteSession(db, sessionHash));
  web.setSession(null);
}

/** Ends the user's other sessions. Failures: wrongCredentials, notFound (a key has no password), tooMany. */
export async function changePassword(
  call: Call,
  { body, limits }: { body: Input<typeof signInRoutes.changePassword>['body']; limits: SignInLimits },
): Promise<void> {
  const { id } = call.actor;
  if (call.actor.kind !== 'user' || id === null) throw fail('notFound', { what: 'password of', id: call.actor.name });
  const user = await call.tx((db) => findUser(db, id));
  if (!user) throw fail('notFound', { what: 'user', id });
  limits.account.check(user.email, call.now);
  limits.account.failed(user.email, call.now);
  if (!(await isPassword(body.current, user.password_hash))) throw fail('wrongCredentials');
  limits.account.forgive(user.email);
  const passwordHash = await hashPassword(body.password);
  call.subject(`user:${id}`);
  await call.tx(async (db) => {
    await setPassword(db, id, passwordHash);
    await deleteSessionsOf(db, id, webOf(call).sessionHash);
  });
}
