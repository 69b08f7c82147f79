import type { lobbyRoutes } from '@stationmaster/contract';
import { stationId as validIdentity } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { registerStation } from '../stations/manage.ts';
import { fixes, type LobbyReason } from './fixes.ts';
import { type AttemptRow, findAttempt, removeAttemptsOf } from './store.ts';

/** Why the attempt cannot be adopted, as a sentence; null when it can. */
export function obstacle(attempt: AttemptRow): string | null {
  if (attempt.is_known) return fixes[attempt.reason as LobbyReason] ?? 'this station is already yours.';
  if (attempt.identity === null || !validIdentity.regex(/^[^:/\s]+$/).safeParse(attempt.identity).success) return fixes.badStationId;
  return fixes[attempt.reason as LobbyReason] ?? null;
}

/**
 * Makes the box a station of ours and lets it in at once. Without a wish security profile 0: it has called in without a
 * password that we gave it. With profile 1 a random one is made and told once. Failures: notFound, notAdoptable, alreadyExists.
 */
export async function adopt(
  context: Context,
  call: Call,
  { params, body }: Input<typeof lobbyRoutes.adopt>,
): Promise<Output<typeof lobbyRoutes.adopt>> {
  const { row, password } = await call.tx(async (db) => {
    const attempt = await findAttempt(db, params.attemptId);
    if (attempt === undefined) throw fail('notFound', { what: 'lobby entry', id: params.attemptId });
    const why = obstacle(attempt);
    if (why !== null || attempt.identity === null) throw fail('notAdoptable', { why: why ?? fixes.badStationId ?? '' });
    const registered = await registerStation(context, call, {
      db,
      body: { ...body, id: attempt.identity, securityProfile: body.securityProfile ?? 0 },
    });
    await removeAttemptsOf(db, attempt.identity);
    return registered;
  });
  const { identity } = row;
  context.gateway.releaseLobby(identity);
  await context.commit({
    happening: [{ tenantId: call.tenantId, at: call.now, kind: 'lobby.changed', subject: identity, data: { adopted: true } }],
  });
  context.tell();
  return { stationId: identity, password };
}
