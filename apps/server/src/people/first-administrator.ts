import { writeAudit } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { defaultTenantId } from '../db/tenant.ts';
import { endOpenAdministratorInvitations, insertInvitation } from './invitation-store.ts';
import { environmentPrefix, insertKey, keepOnlyEnvironmentKey } from './key-store.ts';
import { welcomeUrl } from './links.ts';
import { hashPassword } from './password.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { hasAdministrator, insertUser } from './store.ts';

const validMs = 7 * 24 * 3600_000;
const system = { actor: 'system', actorName: 'system', tenantId: defaultTenantId };

/**
 * Sees that somebody can sign in: ADMIN_API_KEY and ADMIN_EMAIL with ADMIN_PASSWORD are made to exist (where there is
 * an administrator already, the latter two are not looked at); without any administrator a new one-time link is made, and links of earlier starts end.
 */
export async function ensureFirstAdministrator({
  db,
  config,
  clock,
}: Pick<Context, 'db' | 'config' | 'clock'>): Promise<{ link: string | null }> {
  const at = clock();
  const { adminApiKey, adminEmail, adminPassword } = config;
  if (adminApiKey) {
    const key = {
      tenantId: defaultTenantId,
      name: 'ADMIN_API_KEY',
      role: 'administrator',
      prefix: environmentPrefix,
      hash: hashSecret(adminApiKey),
      createdBy: 'system',
      at,
      expiresAt: null,
    };
    if (await insertKey(db, key)) await writeAudit(db, { ...system, at, action: 'createKey', subject: 'ADMIN_API_KEY', detail: {} });
  }
  await keepOnlyEnvironmentKey(db, adminApiKey ? hashSecret(adminApiKey) : null, at);
  if (adminEmail && adminPassword && !(await hasAdministrator(db))) {
    const user = await insertUser(db, {
      tenantId: defaultTenantId,
      email: adminEmail,
      name: '',
      role: 'administrator',
      passwordHash: await hashPassword(adminPassword),
      at,
    });
    if (user) await writeAudit(db, { ...system, at, action: 'createUser', subject: `user:${user.id}`, detail: { email: user.email } });
  }
  if (await hasAdministrator(db)) return { link: null };
  const token = newSecret();
  await db.transaction().execute(async (tx) => {
    await endOpenAdministratorInvitations(tx, defaultTenantId, at);
    await insertInvitation(tx, {
      tokenHash: hashSecret(token),
      tenantId: defaultTenantId,
      email: null,
      role: 'administrator',
      at,
      expiresAt: at + validMs,
    });
  });
  return { link: welcomeUrl(config, token) };
}
