import { rememberInstalled } from '../certificates/installed.ts';
import { rememberChange } from '../charging/remember.ts';
import { verifyChange } from '../charging/verify.ts';
import type { Context } from '../context.ts';
import { forgetOnList } from '../local-lists/forget.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { awaitedEffect } from './awaiting.ts';
import { isTaken } from './consequences/consequence.ts';
import { markSent, type Step, settle, settleUnsent } from './progress.ts';
import { encode, type Run, sendAll } from './send.ts';
import { ways } from './ways.ts';
import { readBack } from './write-configuration.ts';
import { expectWrittenPassword, settleWrittenPassword } from './written-password.ts';

type RunContext = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** Brings a pending command to its end as far as the station's answer: `progress` tells how far it has come at any time. */
export async function runCommand(context: RunContext, run: Run): Promise<void> {
  const { progress, facts } = run;
  const state = context.gateway.peek(progress.stationId);
  if (state === undefined) return await settleUnsent(context, progress, { status: run.mayWait ? 'waiting' : 'offline' });
  const messages = encode(state.version, progress.request, facts);
  if (messages === null) return await settleUnsent(context, progress, { status: 'notSupported', reason: 'notInVersion' });
  if (!messages.every(({ action }) => mayBeSent(state, action)))
    return await settleUnsent(context, progress, run.mayWait ? { status: 'waiting' } : { status: 'failed', reason: 'stationNotAccepted' });
  const way = ways[progress.request.verb];
  if (messages.length === 0 && way === undefined)
    return await settleUnsent(context, progress, {
      status: 'failed',
      reason: 'sessionId' in progress.request && facts.transactionId === null ? 'noTransactionId' : 'nothingToSend',
    });
  await expectWrittenPassword(context, progress);
  await markSent(
    context,
    progress,
    awaitedEffect({ id: progress.id, request: progress.request, sessionId: null, at: context.clock(), effectBy: run.effectBy ?? null }),
  );
  const step = way === undefined ? await followed(context, run, await sendAll(context, run, messages)) : await way(context, run);
  await settle(context, progress, step);
}

/** What has to be kept at once, and what the station is asked to see whether it did as it said. */
async function followed(context: RunContext, run: Run, step: Step): Promise<Step> {
  const { progress } = run;
  if (step.limits !== undefined) {
    const changed = await rememberChange(context, { stationId: progress.stationId, commandId: progress.id }, step.limits);
    const isOver = step.status !== 'accepted' || progress.request.verb === 'start';
    return isOver ? step : await verifyChange(context, run, { accepted: step, changed });
  }
  if (isTaken(step)) {
    await forgetCustomer(context, run);
    await rememberInstalled(context, progress);
  }
  await settleWrittenPassword(context, progress, step);
  if (step.status !== 'accepted' || progress.request.verb !== 'writeConfiguration') return step;
  return await readBack(context, run, step);
}

/** A card that the station was told to forget leaves its card list too. */
async function forgetCustomer(context: RunContext, { progress: { request, stationId }, facts }: Run): Promise<void> {
  if (request.verb !== 'customerInformation' || !request.clear || !('token' in request.customer)) return;
  await forgetOnList(context, stationId, { idToken: request.customer.token, type: request.customer.type ?? facts.idTokenType });
}
