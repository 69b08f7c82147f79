import type { Kysely } from 'kysely';
import { factsOf } from '../commands/prepare.ts';
import { begun } from '../commands/progress.ts';
import { runCommand } from '../commands/run.ts';
import { findTarget, insertCommand } from '../commands/store.ts';
import { type CommandRequest, parametersOf } from '../commands/words.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { filesBase, makeAddress } from '../files/address.ts';
import type { Held } from './campaign-store.ts';

export interface Order {
  tenantId: number;
  stationId: number;
  identity: string;
  securityProfile: number;
  held: Held;
  isSigned: boolean;
  requestedBy: string;
  at: number;
  /** When the station must have it. */
  effectBy: number;
}
export interface PreparedUpdate {
  commandId: number;
  order: Order;
  request: CommandRequest;
}

/** Stores the command and an address of its own for the file: nothing is sent yet. The secret of the address is in the request alone. */
export async function prepareUpdate({ config }: Pick<Context, 'config'>, db: Kysely<Tables>, order: Order): Promise<PreparedUpdate> {
  const { held, tenantId, stationId, at, effectBy, requestedBy } = order;
  const { signature, signing_certificate: signingCertificate } = held;
  const owner = { tenantId, stationId, subjectId: held.id, fileId: held.file_id, maxBytes: null };
  const signing = order.isSigned && signature !== null && signingCertificate !== null ? { signature, signingCertificate } : {};
  const request = (location: string): CommandRequest => ({
    verb: 'updateFirmware',
    location,
    retries: 3,
    retryIntervalSeconds: 30,
    ...signing,
  });
  const row = { tenantId, stationId, verb: 'updateFirmware', requestedBy, at, sessionId: null, expiresAt: null, effectBy };
  const base = filesBase(config, order.securityProfile);
  const shown = parametersOf(request(`${base}/files/***/${encodeURIComponent(held.file_name)}`));
  const commandId = await insertCommand(db, { ...row, parameters: shown });
  const { path } = await makeAddress(db, { ...owner, commandId, purpose: 'fetch', name: held.file_name, at, expiresAt: effectBy });
  return { commandId, order, request: request(base + path) };
}

/** Sends what was stored before. What comes of it is read from the command and from what the station tells. */
export async function sendUpdate(context: Context, { commandId, order, request }: PreparedUpdate): Promise<void> {
  const { identity, tenantId, stationId, at, effectBy } = order;
  const target = await findTarget(context.db, identity);
  if (target === undefined) return;
  const facts = factsOf(context, target, { commandId, at, idTokenType: 'Central', transactionId: null });
  const progress = begun({ id: commandId, tenantId, stationId, identity, request });
  await runCommand(context, { progress, facts, timeoutMs: target.call_timeout_ms, mayWait: false, effectBy });
}
