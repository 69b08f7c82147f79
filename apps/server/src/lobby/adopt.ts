import type { lobbyReasons, lobbyRoutes } from '@stationmaster/contract';
import { stationId as validIdentity } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { registerStation } from '../stations/manage.ts';
import { type AttemptRow, findAttempt, removeAttemptsOf } from './store.ts';

type LobbyReason = (typeof lobbyReasons)[number];

/** What has to be done instead of adopting; null: the attempt says which station it is. Never is a password taken over from a caller: that would let in whoever calls first. */
const fixes: Record<LobbyReason, string | null> = {
  unknownStation: null,
  notBootedFirst: null,
  malformedFrame: null,
  noSubprotocol: null,
  wrongSubprotocol: null,
  lobbyFull: null,
  wrongPath: 'the address it calls does not end with a station id. Correct the address in the station.',
  noStationId: 'it does not say its station id. Put the id at the end of the address in the station.',
  badStationId: 'its station id holds characters that are not allowed. Correct the id in the station.',
  noPassword: 'this station is known and must send its password. Set the password in the station, or choose security profile 0.',
  wrongPassword: 'this station is known and sent another password. Give it a new password here and set it in the station.',
  wrongUserName: 'the user name must be the station id. Correct it in the station.',
  tooManyConnections: 'too many connections came from this address.',
};

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
