import type { peopleRoutes, user } from '@stationmaster/contract';
import type { z } from 'zod';
import type { KeyRow } from './key-store.ts';
import type { UserRow } from './store.ts';

export type UserView = z.input<typeof user>;
export type KeyView = z.input<typeof peopleRoutes.listKeys.response & z.ZodType>['items'][number];

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export function userView(row: UserRow): UserView {
  const { id, email, name, role } = row;
  return {
    id,
    email,
    name,
    role,
    disabled: row.disabled_at !== null,
    lastSignInAt: iso(row.last_sign_in_at),
    createdAt: row.created_at.toISOString(),
  };
}

export function keyView(row: KeyRow): KeyView {
  const { id, name, role, prefix } = row;
  return {
    id,
    name,
    role,
    prefix,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: iso(row.last_used_at),
    expiresAt: iso(row.expires_at),
    revokedAt: iso(row.revoked_at),
  };
}
