import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { forwardingRoutes } from '@stationmaster/contract';
import { type Version, versions } from '@stationmaster/ocpp';
import { selectTargets } from '../commands/bulk-store.ts';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { findForwarding, type NewForwarding, removeForwarding, saveForwardings, switchAnswers } from './list-store.ts';
import { commandsOf, mayChoose } from './rights.ts';
import { sealed } from './target.ts';
import { forwardingView } from './views.ts';

type Routes = typeof forwardingRoutes;
type Db = Parameters<Parameters<Call['tx']>[0]>[0];
type Settings = Input<Routes['setForwardings']>['body']['settings'] & { identity?: string | null };
type Filter = Input<Routes['setForwardings']>['body']['filter'];

/** Failures: notFound, badRequest (a right that cannot be given, a certificate that is none or has another key). */
export async function setForwarding(
  context: Context,
  call: Call,
  { params, body }: Pick<Input<Routes['setForwarding']>, 'params' | 'body'>,
): Promise<Output<Routes['setForwarding']>> {
  check(body);
  const row = await call.tx(async (db) => {
    call.subject(params.stationId, told(body));
    const id = await stationRowId(db, params.stationId);
    await saveForwardings(db, [id], newOf(context, call, body));
    return await existing(db, id, params.stationId);
  });
  await refreshed(context, [row.station_id]);
  return forwardingView(row);
}

export async function deleteForwarding(context: Context, call: Call, { stationId }: { stationId: string }): Promise<void> {
  const id = await call.tx(async (db) => {
    call.subject(stationId);
    const found = await stationRowId(db, stationId);
    if (!(await removeForwarding(db, found, call.now))) throw fail('notFound', { what: 'second back end of', id: stationId });
    return found;
  });
  await refreshed(context, [id]);
}

export async function switchForwarding(
  context: Context,
  call: Call,
  { params, body }: Pick<Input<Routes['switchForwarding']>, 'params' | 'body'>,
): Promise<Output<Routes['switchForwarding']>> {
  const row = await call.tx(async (db) => {
    call.subject(params.stationId, { ...body });
    const id = await stationRowId(db, params.stationId);
    await switchAnswers(db, [id], { answers: body.answers, mayWait: body.when === 'betweenSessions', at: call.now });
    return await existing(db, id, params.stationId);
  });
  await refreshed(context, [row.station_id]);
  return forwardingView(row);
}

export async function setForwardings(
  context: Context,
  call: Call,
  { filter, settings }: Input<Routes['setForwardings']>['body'],
): Promise<{ stations: number }> {
  check(settings);
  const ids = await call.tx(async (db) => {
    const found = await targetsOf(context, db, filter);
    call.subject('stations', { filter, ...told(settings), stations: found.length });
    if (found.length > 0) await saveForwardings(db, found, newOf(context, call, settings));
    return found;
  });
  await refreshed(context, ids);
  return { stations: ids.length };
}

export async function switchForwardings(
  context: Context,
  call: Call,
  { filter, answers, when }: Input<Routes['switchForwardings']>['body'],
): Promise<{ stations: number }> {
  const ids = await call.tx(async (db) => {
    const found = await targetsOf(context, db, filter);
    call.subject('stations', { filter, answers, when });
    return await switchAnswers(db, found, { answers, mayWait: when === 'betweenSessions', at: call.now });
  });
  await refreshed(context, ids);
  return { stations: ids.length };
}

async function targetsOf({ gateway }: Pick<Context, 'gateway'>, db: Db, { connected, ...filter }: Filter): Promise<number[]> {
  const found = (await selectTargets(db, filter)).map(({ id }) => id);
  return connected === undefined ? found : found.filter((id) => (gateway.peek(id) !== undefined) === connected);
}

async function existing(db: Db, id: number, stationId: string) {
  const row = await findForwarding(db, id);
  if (row === undefined) throw fail('notFound', { what: 'second back end of', id: stationId });
  return row;
}

async function refreshed({ gateway, tell }: Pick<Context, 'gateway' | 'tell'>, ids: readonly number[]): Promise<void> {
  await gateway.refresh(ids);
  tell();
}

function newOf({ config }: Pick<Context, 'config'>, call: Call, settings: Settings): NewForwarding {
  const { url, identity = null, certificate, authority, answers, byAction, commands, patienceSeconds } = settings;
  return {
    ...{
      tenantId: call.tenantId,
      url,
      identity,
      certificate,
      authority,
      answers,
      byAction,
      commands,
      patienceMs: patienceSeconds * 1000,
      at: call.now,
    },
    password: sealed(config, settings.password),
    // Without its certificate a key is of no use.
    certificateKey: certificate === null ? null : sealed(config, settings.certificateKey),
  };
}

/** For the audit log: what was set, of secrets that they were. */
function told({ password, certificate, certificateKey, authority, ...rest }: Settings): Record<string, unknown> {
  const changed = (given: unknown): string | undefined => (given === undefined ? undefined : given === null ? 'removed' : 'set');
  return {
    ...rest,
    credentials: changed(password),
    certificate: changed(certificate ?? certificateKey),
    authority: authority === null ? undefined : 'set',
  };
}

/** Throws badRequest with the places. */
function check(settings: Settings): void {
  const { url, byAction, commands, certificate, certificateKey, authority } = settings;
  const details: { path: string; message: string }[] = [];
  const wrong = (path: string, message: string): void => void details.push({ path, message });
  const { username, search, hash } = new URL(url);
  if (username !== '' || search !== '' || hash !== '') wrong('url', 'must have no name, password, query or fragment');
  for (const [action, role] of Object.entries(byAction)) if (!mayChoose(action, role)) wrong(`byAction.${action}`, `cannot be ${role}`);
  const known = new Set(versions.flatMap((version: Version) => commandsOf(version)));
  for (const action of commands) if (!known.has(action)) wrong('commands', `${action} cannot be allowed`);
  if (typeof authority === 'string' && !areCertificates(authority)) wrong('authority', 'is no certificate');
  if (typeof certificate === 'string') {
    const read = areCertificates(certificate) ? certificateIn(certificate) : null;
    if (read === null) wrong('certificate', 'is no certificate');
    else if (typeof certificateKey === 'string' && !isKeyOf(read, certificateKey))
      wrong('certificateKey', 'is not the key of this certificate');
    else if (certificateKey == null) wrong('certificateKey', 'is needed with a certificate');
  }
  if (details.length > 0) throw new Failure('badRequest', {}, details);
}

function certificateIn(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
/** One certificate after another. */
function areCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN [\s\S]*?(?=-----BEGIN |$)/g) ?? [];
  return blocks.length > 0 && blocks.every((block) => certificateIn(block) !== null);
}
function isKeyOf(certificate: X509Certificate, pem: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false;
  }
}
