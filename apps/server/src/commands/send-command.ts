import type { command } from '@stationmaster/contract';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Call } from '../http/handler.ts';
import { prepareCommand } from './prepare.ts';
import { begun, type Progress } from './progress.ts';
import { runCommand } from './run.ts';
import type { CommandRequest } from './words.ts';

/** How long a caller waits for the station; the command goes on without him. */
const patienceMs = 35_000;

/** Stores, sends and answers with what the station said, or after 35 s with the state so far. Failures: see `prepareCommand`. */
export async function sendCommand(
  context: Context,
  call: Call,
  order: { identity: string; request: CommandRequest; waitSeconds: number | undefined },
): Promise<z.input<typeof command>> {
  const { waitSeconds } = order;
  const expiresAt = waitSeconds === undefined ? null : call.now + waitSeconds * 1000;
  const prepared = await prepareCommand(context, call, { ...order, expiresAt });
  const progress = begun({
    id: prepared.id,
    tenantId: call.tenantId,
    stationId: prepared.stationId,
    identity: order.identity,
    request: prepared.request,
  });
  await atMost(
    patienceMs,
    runCommand(context, { progress, facts: prepared.facts, timeoutMs: prepared.callTimeoutMs, mayWait: expiresAt !== null }).catch(
      (error: unknown) => {
        context.log.error({ command: progress.id, err: error }, 'command.failed');
        throw error;
      },
    ),
  );
  return viewOf(progress, { parameters: prepared.parameters, expiresAt }, call);
}

/** Resolves with the work or after `ms`, whichever is first; the work is not stopped. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
    // A failure after the caller has gone is logged above.
    work.catch(() => undefined);
  }
}

function viewOf(
  progress: Progress,
  { parameters, expiresAt }: { parameters: Record<string, unknown>; expiresAt: number | null },
  call: Call,
): z.input<typeof command> {
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  const { id, identity, request, status, answer, reason, sentAt, answeredAt, confirmedAt } = progress;
  return {
    id,
    stationId: identity,
    verb: request.verb,
    parameters,
    status,
    answer,
    reason,
    requestedBy: call.actor.name,
    requestedAt: new Date(call.now).toISOString(),
    sentAt: iso(sentAt),
    answeredAt: iso(answeredAt),
    confirmedAt: iso(confirmedAt),
    sessionId: 'sessionId' in request ? (request.sessionId ?? null) : null,
    expiresAt: iso(expiresAt),
  };
}
