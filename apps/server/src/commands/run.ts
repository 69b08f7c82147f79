import type { Context } from '../context.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { followPassword } from '../stations/manage.ts';
import { awaitedEffect } from './awaiting.ts';
import { markSent, type Progress, settle, settleUnsent } from './progress.ts';
import { encode, type Run, sendAll } from './send.ts';
import { passwordVariables } from './words.ts';
import { readBack } from './write-configuration.ts';

type RunContext = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** Brings a pending command to its end as far as the station's answer: `progress` tells how far it has come at any time. */
export async function runCommand(context: RunContext, run: Run): Promise<void> {
  const { progress, facts } = run;
  const state = context.gateway.peek(progress.stationId);
  if (state === undefined) return await settleUnsent(context, progress, { status: 'offline' });
  const messages = encode(state.version, progress.request, facts);
  if (messages === null) return await settleUnsent(context, progress, { status: 'notSupported', reason: 'notInVersion' });
  if (!messages.every(({ action }) => mayBeSent(state, action)))
    return await settleUnsent(context, progress, { status: 'failed', reason: 'stationNotAccepted' });
  if (messages.length === 0)
    return await settleUnsent(context, progress, {
      status: 'failed',
      reason: progress.request.verb === 'stop' ? 'noTransactionId' : 'nothingToSend',
    });
  await markSent(context, progress, awaitedEffect({ id: progress.id, request: progress.request, sessionId: null, at: context.clock() }));
  const step = await sendAll(context, run, messages);
  const isWritten = step.status === 'accepted' && progress.request.verb === 'writeConfiguration';
  if (isWritten) await followWrittenPassword(context, progress);
  await settle(context, progress, isWritten ? await readBack(context, run, step) : step);
}

/** Else the station, with its new password, would be locked out at its next connection. */
async function followWrittenPassword(context: RunContext, { request, stationId }: Progress): Promise<void> {
  if (request.verb !== 'writeConfiguration') return;
  const password = request.variables.find((entry) => passwordVariables.has(entry.variable.toLowerCase()));
  if (password !== undefined) await followPassword(context, stationId, password.value);
}
