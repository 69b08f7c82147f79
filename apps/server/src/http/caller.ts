import type { IncomingMessage } from 'node:http';
import { type Permission, roles } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { defaultTenantId } from '../db/tenant.ts';
import { fail } from '../errors.ts';
import { byKey, bySession, type Identified } from '../people/authenticate.ts';
import type { KeyUse } from '../people/key-use.ts';
import { readSessionCookie } from './cookie.ts';

export interface Caller extends Identified {
  /** The cookie the caller was known by; null with a key or without anything. */
  session: string | null;
}
export const nobody: Caller = {
  actor: { kind: 'nobody', id: null, name: 'nobody', role: null },
  tenantId: defaultTenantId,
  email: null,
  isExtended: false,
  session: null,
};

/** Who calls. A key that is sent but wrong is an error, not a reason to look for a cookie. Throws `notSignedIn`. */
export async function identify(
  context: Pick<Context, 'db'>,
  request: IncomingMessage,
  { keyUse, now }: { keyUse: KeyUse; now: number },
): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = /^Bearer +(\S{1,500})$/i.exec(authorization)?.[1];
    const found = key === undefined ? null : await byKey(context, key, { keyUse, now });
    if (!found) throw fail('notSignedIn');
    return { ...found, session: null };
  }
  const session = readSessionCookie(request.headers.cookie);
  const found = session === null ? null : await bySession(context, session, now);
  return found ? { ...found, session } : nobody;
}

/** Throws `notSignedIn`, `notAllowed`. */
export function permit(needed: Permission, { actor }: Caller): void {
  if (needed === 'public') return;
  if (actor.role === null) throw fail('notSignedIn');
  if (roles.indexOf(actor.role) < roles.indexOf(needed)) throw fail('notAllowed', { role: actor.role, needed });
}
