import type { Context } from '../context.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { awaitedEffect } from './awaiting.ts';
import { markSent, settle, settleUnsent } from './progress.ts';
import { encode, type Run, sendAll } from './send.ts';
import { readBack } from './write-configuration.ts';
import { followWrittenPassword } from './written-password.ts';

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
  if (isWritten || step.status === 'confirmed') await followWrittenPassword(context, progress);
  await settle(context, progress, isWritten ? await readBack(context, run, step) : step);
}
