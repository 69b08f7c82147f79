import { commandRequest } from '@stationmaster/contract';
import { acceptResponse, type Version } from '@stationmaster/ocpp';
import { rememberChange } from '../charging/remember.ts';
import type { Context } from '../context.ts';
import type { Facts } from './encoded.ts';
import { unlimited } from './limits.ts';
import { begun, type Progress, type Step, settle } from './progress.ts';
import { encode, lost, stepOf } from './send.ts';
import { findCommand } from './store.ts';

/** An answer that came after its command had timed out; `payload` is not yet checked, `error` is set for a CALLERROR. */
export interface LateAnswer {
  commandId: number;
  tenantId: number;
  stationId: number;
  version: Version;
  action: string;
  payload: unknown;
  error?: { code: string; description: string; details: unknown };
}

/** A late answer still tells what became of the command. Without effect when the command is not waiting for one. */
export async function takeLateAnswer(context: Pick<Context, 'db' | 'gateway' | 'clock'>, late: LateAnswer): Promise<void> {
  const row = await findCommand(context.db, late.commandId);
  if (row === undefined || row.status !== 'timedOut') return;
  const request = commandRequest.safeParse({ verb: row.verb, ...row.parameters });
  if (!request.success) return;
  const progress: Progress = {
    ...begun({ id: late.commandId, tenantId: late.tenantId, stationId: late.stationId, identity: row.identity, request: request.data }),
    status: 'timedOut',
    sentAt: row.sent_at?.getTime() ?? null,
    confirmedAt: row.confirmed_at?.getTime() ?? null,
  };
  const step = stepOfLate(late, progress);
  if (step.limits !== undefined) await rememberChange(context, { stationId: late.stationId, commandId: late.commandId }, step.limits);
  await settle(context, progress, step);
}

function stepOfLate(late: LateAnswer, { id, request }: Progress): Step {
  if (late.error !== undefined) return lost({ kind: 'error', ...late.error });
  const accepted = acceptResponse(late.version, late.action, late.payload);
  if (!accepted.ok) return { status: 'failed', reason: 'invalidAnswer', answer: late.payload };
  // Only to know how the answer reads: these stand in for facts that are long gone.
  const facts: Facts = {
    commandId: id,
    at: 0,
    idTokenType: 'Central',
    transactionId: '0',
    limits: unlimited,
    connectors: [{ evseId: 1, connectorId: 1 }],
    quirks: new Set(),
    likeliestEvseId: 1,
    reservation: { evseId: 1, connectorType: null, idToken: '', idTokenType: 'Central', groupId: null },
  };
  const message = encode(late.version, request, facts)?.find(({ action }) => action === late.action);
  if (message === undefined) return { status: 'timedOut' };
  const said = message.read(accepted.payload);
  const variables = said.variables ?? [];
  const { records = [], limits } = said;
  return { ...stepOf(said, request, variables), answer: accepted.payload, variables, records, ...(limits && { limits }) };
}
