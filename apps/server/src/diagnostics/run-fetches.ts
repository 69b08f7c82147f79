import type { Kysely } from 'kysely';
import { factsOf } from '../commands/prepare.ts';
import { begun } from '../commands/progress.ts';
import { runCommand } from '../commands/run.ts';
import { findTarget, insertCommand } from '../commands/store.ts';
import { type CommandRequest, parametersOf } from '../commands/words.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { filesBase, makeAddress } from '../files/address.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { changeFetch, type FetchRow, selectOpenFetches } from './store.ts';

type Db = Kysely<Tables>;
/** Stations that upload at a time: the line of a site, and ours, is not endless. */
const mostAtOnce = 20;
/** A station that says Uploaded has brought it by then, or brought it somewhere else. */
const arrivesWithin = 60_000;
/** How long one that gave no answer is listened to before it is asked again. */
const unansweredMs = 120_000;

interface Sending {
  fetch: FetchRow;
  commandId: number;
  request: CommandRequest;
}

/** Job, every second: asks stations for their logs, and sees what becomes of it. What is to be sent is committed before. Returns how many were asked. */
export async function runLogFetches(context: Context): Promise<number> {
  const { toSend, hasChanged } = await context.db.transaction().execute(async (db) => {
    const open = await selectOpenFetches(db);
    const now = context.clock();
    const toSend: Sending[] = [];
    let hasChanged = false;
    let free = mostAtOnce - open.filter(({ state }) => state === 'sent').length;
    for (const fetch of open) {
      const next = nextOf(context, fetch, now);
      if (next === null) continue;
      if (next.state === 'sent' && free <= 0) continue;
      hasChanged = true;
      if (next.state !== 'sent') {
        await changeFetch(db, fetch, { ...next, at: now });
        continue;
      }
      free -= 1;
      const sending = await prepareFetch(context, db, { fetch, now });
      await changeFetch(db, fetch, { ...next, commandId: sending.commandId, at: now });
      toSend.push(sending);
    }
    return { toSend, hasChanged };
  });
  if (hasChanged) context.tell();
  for (const sending of toSend)
    send(context, sending).catch((error: unknown) => context.log.error({ command: sending.commandId, err: error }, 'log.sendFailed'));
  return toSend.length;
}

type Next = { state: FetchRow['state']; reason: string | null };

function nextOf({ gateway }: Pick<Context, 'gateway'>, fetch: FetchRow, now: number): Next | null {
  if (fetch.expires_at.getTime() <= now) return { state: 'failed', reason: fetch.state === 'waiting' ? 'notReached' : 'expired' };
  if (fetch.state === 'waiting') {
    const live = gateway.peek(fetch.station_id);
    return live !== undefined && mayBeSent(live, 'GetLog') ? { state: 'sent', reason: null } : null;
  }
  const { command_status, command_reason, command_sent_at, heard, heard_phase, heard_at } = fetch;
  if (heard_phase === 'failed') return { state: 'failed', reason: heard };
  const sentAt = command_sent_at?.getTime() ?? now;
  if (heard_phase === 'done')
    return now - (heard_at?.getTime() ?? now) > arrivesWithin ? { state: 'failed', reason: 'nothingArrived' } : null;
  switch (command_status) {
    case 'confirmed':
      return command_reason === 'nothingToUpload' ? { state: 'failed', reason: 'nothingToUpload' } : null;
    case 'rejected':
    case 'notSupported':
      return { state: 'failed', reason: command_reason ?? command_status };
    case 'offline':
      return { state: 'waiting', reason: null };
    case 'timedOut':
      return heard === null && now - sentAt > unansweredMs ? { state: 'waiting', reason: 'unanswered' } : null;
    case 'failed':
      if (command_reason !== 'connectionClosed' && command_reason !== 'serverStopped') return { state: 'failed', reason: command_reason };
      // Never sent, or nobody knows: asked again once it has been quiet for a while.
      return command_sent_at === null || (heard === null && now - sentAt > unansweredMs) ? { state: 'waiting', reason: null } : null;
    default:
      return null;
  }
}

async function prepareFetch(
  { config }: Pick<Context, 'config'>,
  db: Db,
  { fetch, now }: { fetch: FetchRow; now: number },
): Promise<Sending> {
  const { tenant_id: tenantId, station_id: stationId, kind, from_at, to_at, requested_by: requestedBy } = fetch;
  const expiresAt = fetch.expires_at.getTime();
  const request = (location: string): CommandRequest => ({
    verb: 'getLog',
    kind,
    location,
    retries: 3,
    retryIntervalSeconds: 30,
    ...(from_at === null ? {} : { from: from_at.toISOString() }),
    ...(to_at === null ? {} : { to: to_at.toISOString() }),
  });
  const base = filesBase(config, fetch.security_profile);
  const row = { tenantId, stationId, verb: 'getLog', requestedBy, at: now, sessionId: null, expiresAt: null, effectBy: expiresAt };
  const commandId = await insertCommand(db, { ...row, parameters: parametersOf(request(`${base}/files/***/`)) });
  const owner = { tenantId, stationId, subjectId: fetch.id, commandId, fileId: null };
  // Without a name: it is a folder, to which stations add a name of their own.
  const { path } = await makeAddress(db, { ...owner, purpose: 'log', name: '', maxBytes: config.maxLogBytes, at: now, expiresAt });
  return { fetch, commandId, request: request(base + path) };
}

async function send(context: Context, { fetch, commandId, request }: Sending): Promise<void> {
  const { identity, tenant_id: tenantId, station_id: stationId, expires_at } = fetch;
  const target = await findTarget(context.db, identity);
  if (target === undefined) return;
  const facts = factsOf(context, target, { commandId, at: context.clock(), idTokenType: 'Central', transactionId: null });
  const progress = begun({ id: commandId, tenantId, stationId, identity, request });
  await runCommand(context, { progress, facts, timeoutMs: target.call_timeout_ms, mayWait: false, effectBy: expires_at.getTime() });
}
