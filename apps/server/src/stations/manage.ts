import type { stationRoutes } from '@stationmaster/contract';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { attachAlways } from '../tariffs/attach.ts';
import { forgetTariffs } from '../tariffs/book.ts';
import { generatePassword, hashPassword } from './password.ts';
import type { StationState } from './state.ts';
import { trigger } from './trigger.ts';
import { stationView } from './views.ts';
import {
  beginRotation,
  changeStation,
  earnedBy,
  endRotation,
  insertStation,
  mustExist,
  removeStation,
  rotatePassword,
  type StationRow,
  stationRow,
} from './views-store.ts';

type Routes = typeof stationRoutes;
type With<K extends keyof Routes> = Input<Routes[K]>;

/** Registers a station; the password is told once, here. Failures: alreadyExists, notFound (site, tariff). */
export async function createStation(
  context: Context,
  call: Call,
  { body }: Pick<With<'createStation'>, 'body'>,
): Promise<Output<Routes['createStation']>> {
  const { row, password } = await call.tx((db) => registerStation(context, call, { db, body }));
  forgetTariffs(context.db);
  // It may be waiting in the lobby already.
  context.gateway.releaseLobby(row.identity);
  return { ...stationView(row, undefined), password };
}

/** The part of it that runs in a transaction. */
export async function registerStation(
  context: Context,
  call: Call,
  { db, body }: { db: Transaction<Tables>; body: With<'createStation'>['body'] },
): Promise<{ row: StationRow; password: string | null }> {
  const { id: identity, password: given, ...change } = body;
  const password = given ?? (body.securityProfile === 0 || body.securityProfile === 3 ? null : generatePassword());
  const passwordHash = password === null ? null : hashPassword(password, installKey(context));
  call.subject(identity, { ...change });
  await mustExist(db, 'site', change.siteId);
  await mustExist(db, 'tariff', change.tariffId);
  const isNew = await insertStation(db, {
    ...change,
    tenantId: call.tenantId,
    identity,
    passwordHash,
    demo: context.config.demo,
    at: call.now,
  });
  if (!isNew) throw fail('alreadyExists', { what: 'station', id: identity });
  const row = await stationRow(db, identity);
  const { tariffId = null } = body;
  if (tariffId === null) return { row, password };
  await attachAlways(db, call, { target: 'station', targetId: row.id, tariffId });
  return { row: await stationRow(db, identity), password };
}

export async function updateStation(
  context: Context,
  call: Call,
  { params, body }: With<'updateStation'>,
): Promise<Output<Routes['updateStation']>> {
  const { before, row } = await call.tx(async (db) => {
    call.subject(params.stationId, { ...body });
    await mustExist(db, 'site', body.siteId);
    await mustExist(db, 'tariff', body.tariffId);
    const before = await stationRow(db, params.stationId);
    await changeStation(db, before.id, { ...body, at: call.now });
    if (body.tariffId !== undefined) await attachAlways(db, call, { target: 'station', targetId: before.id, tariffId: body.tariffId });
    return { before, row: await stationRow(db, params.stationId) };
  });
  if (body.tariffId !== undefined) forgetTariffs(context.db);
  const live = await refreshed(context, call, { id: row.id, identity: row.identity });
  if (live !== undefined && row.registration !== before.registration) askToBoot(context, live, before.registration);
  return stationView(row, live);
}

/** Only the answer to a boot lets a station in or stops it, and the next may be an hour away. A rejected 1.6 station must not be asked. (2.x TC_B_31, 1.6 §4.2) */
function askToBoot(context: Context, live: StationState, before: string): void {
  if (live.version === 'ocpp1.6' && before === 'Rejected') return;
  trigger(context, live, { requestedMessage: 'BootNotification' }).catch((error: unknown) =>
    context.log.error({ station: live.identity, err: error }, 'station.triggerFailed'),
  );
}

/** A new password; the connection stays, the station needs the new one the next time it calls in. */
export async function setStationPassword(
  context: Context,
  call: Call,
  { params, body }: With<'setStationPassword'>,
): Promise<Output<Routes['setStationPassword']>> {
  const password = body.password ?? generatePassword();
  const row = await call.tx(async (db) => {
    call.subject(params.stationId);
    const found = await stationRow(db, params.stationId);
    await changeStation(db, found.id, { passwordHash: hashPassword(password, installKey(context)), at: call.now });
    return { ...found, has_password: true };
  });
  return { ...stationView(row, await refreshed(context, call, { id: row.id, identity: row.identity })), password };
}

/** Failures: notFound, inUse (it has sessions: bills refer to it). */
export async function deleteStation(context: Context, call: Call, { params }: With<'deleteStation'>): Promise<void> {
  const id = await call.tx(async (db) => {
    call.subject(params.stationId);
    const row = (await stationRow(db, params.stationId)).id;
    const by = await earnedBy(db, row);
    if (by !== null) throw fail('inUse', { what: 'station', id: params.stationId, by });
    await removeStation(db, row);
    return row;
  });
  context.gateway.disconnect(id, 'removed');
}

/** The station has taken a password that was written into it: from the first connection with it on it needs that one. Many use it only after a reboot. */
export async function followPassword(
  context: Pick<Context, 'db' | 'config' | 'gateway' | 'clock'>,
  stationId: number,
  password: string,
): Promise<void> {
  await rotatePassword(context.db, stationId, { hash: hashPassword(password, installKey(context)), at: context.clock() });
  await context.gateway.refresh([stationId]);
}

/**
 * A password is about to be written into the station. Many go away with it before they answer, and we may die before we hear
 * it: from now on either is right.
 */
export async function expectPassword(
  context: Pick<Context, 'db' | 'config' | 'clock'>,
  stationId: number,
  password: string,
): Promise<void> {
  await beginRotation(context.db, stationId, { hash: hashPassword(password, installKey(context)), at: context.clock() });
}

/** The station has refused it, or it was never sent: the one before holds. */
export async function withdrawPassword(context: Pick<Context, 'db' | 'config'>, stationId: number, password: string): Promise<void> {
  await endRotation(context.db, stationId, hashPassword(password, installKey(context)));
}

/** The app fills in the install's own secret, where none was set, before anything can be asked of it. */
function installKey({ config }: Pick<Context, 'config'>): string {
  if (config.secretKey === '' || config.secretKey === null) throw new Error('the install has no secret key');
  return config.secretKey;
}

/** Brings the live state to the rows and tells whoever watches. */
async function refreshed(context: Context, call: Call, station: { id: number; identity: string }) {
  await context.gateway.refresh([station.id]);
  await context.commit({
    happening: [{ tenantId: call.tenantId, at: call.now, kind: 'station.changed', subject: station.identity, data: {} }],
  });
  context.tell();
  return context.gateway.peek(station.id);
}
