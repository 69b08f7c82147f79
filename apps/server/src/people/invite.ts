import type { peopleRoutes, signInRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { findInvitation, insertInvitation, useInvitation } from './invitation-store.ts';
import { welcomeUrl } from './links.ts';
import { hashPassword } from './password.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { startSession } from './sign-in.ts';
import { insertUser } from './store.ts';

const validMs = 7 * 24 * 3600_000;

/** A link that makes one user, within 7 days. With an e-mail address only that one can use it. */
export async function inviteUser(
  { config }: Pick<Context, 'config'>,
  call: Call,
  { body }: Input<typeof peopleRoutes.inviteUser>,
): Promise<Output<typeof peopleRoutes.inviteUser>> {
  const token = newSecret();
  const expiresAt = call.now + validMs;
  return await call.tx(async (db) => {
    call.subject(body.email ?? 'link', { role: body.role });
    await insertInvitation(db, {
      tokenHash: hashSecret(token),
      tenantId: call.tenantId,
      email: body.email ?? null,
      role: body.role,
      at: call.now,
      expiresAt,
    });
    return { url: welcomeUrl(config, token), expiresAt: new Date(expiresAt).toISOString() };
  });
}

/** Makes the user of a one-time link and signs in. Failures: invitationInvalid, alreadyExists. */
export async function acceptInvitation(
  { db }: Pick<Context, 'db'>,
  call: Call,
  { body }: Input<typeof signInRoutes.acceptInvitation>,
): Promise<Output<typeof signInRoutes.acceptInvitation>> {
  const tokenHash = hashSecret(body.token);
  const invitation = await findInvitation(db, tokenHash, call.now);
  if (!invitation || (invitation.email !== null && invitation.email !== body.email.toLowerCase())) throw fail('invitationInvalid');
  const passwordHash = await hashPassword(body.password);
  const user = await db.transaction().execute(async (tx) => {
    if (!(await useInvitation(tx, tokenHash, call.now))) throw fail('invitationInvalid');
    const made = await insertUser(tx, {
      tenantId: invitation.tenant_id,
      email: body.email,
      name: body.name,
      role: invitation.role,
      passwordHash,
      at: call.now,
    });
    if (!made) throw fail('alreadyExists', { what: 'user', id: body.email });
    return made;
  });
  return await startSession({ db }, call, user);
}
