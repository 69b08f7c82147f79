import type { meterKey, signedRecord, signedRoutes } from '@stationmaster/contract';
import { keyText, readPublicKey, signedEnergy, type TransparencyValue, writeTransparencyXml } from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { stationRowId } from '../stations/row-id.ts';
import { checkedOf } from './check.ts';
import { readRecord } from './record.ts';
import {
  forgetChecks,
  insertKey,
  type KeyRow,
  type RecordRow,
  revokeKey,
  selectKeys,
  selectRecords,
  selectToldKeys,
  type ToldKey,
} from './store.ts';

type Db = Transaction<Tables>;

export function signedHandlers(_context: object): Handlers<typeof signedRoutes> {
  return {
    listMeterKeys: ({ params }, call) =>
      call.tx(async (db) => {
        const id = await stationRowId(db, params.stationId);
        const own = (await selectKeys(db, id)).filter(({ revokedAt }) => revokedAt === null);
        const told = await selectToldKeys(db, id);
        return { items: [...own.map(keyView), ...told.map(toldView)] };
      }),

    registerMeterKey: ({ params: { stationId }, body: { publicKey, evseId, meterSerial } }, call) =>
      call.tx(async (db) => {
        call.subject(stationId, { evseId, meterSerial, publicKey });
        const station = await stationRowId(db, stationId);
        const key = readPublicKey(publicKey);
        if (key === null) throw fail('keyUnreadable');
        const by = call.actor.name || actorName(call.actor);
        const row = {
          tenantId: call.tenantId,
          stationId: station,
          evseId,
          meterSerial,
          publicKey,
          curve: key.curve,
          point: keyText(key),
          at: call.now,
          createdBy: by,
        };
        const id = await insertKey(db, row);
        if (id === undefined) throw fail('alreadyExists', { what: 'meter key', id: evseId === 0 ? stationId : `${stationId}/${evseId}` });
        // The job checks again what has no verdict.
        await forgetChecks(db, station, evseId);
        return keyView({
          id,
          evseId,
          meterSerial,
          publicKey,
          curve: key.curve,
          createdAt: new Date(call.now),
          createdBy: by,
          revokedAt: null,
        });
      }),

    revokeMeterKey: ({ params: { stationId, keyId } }, call) =>
      call.tx(async (db) => {
        call.subject(stationId, { keyId });
        const station = await stationRowId(db, stationId);
        const by = call.actor.name || actorName(call.actor);
        if (!(await revokeKey(db, { id: keyId, stationId: station, at: call.now, by })))
          throw fail('notFound', { what: 'meter key', id: keyId });
      }),

    sessionSigned: ({ params }, call) =>
      call.tx(async (db) => {
        const rows = await recordsOf(db, params.sessionId);
        const checked = (await checkedOf(db, rows)).get(params.sessionId) ?? [];
        return { items: rows.map(recordView), signedWh: signedEnergy(checked) };
      }),

    sessionSignedFile: async ({ params: { sessionId } }, call) => {
      const rows = await call.tx((db) => recordsOf(db, sessionId));
      const xml = writeTransparencyXml(rows.map((row) => fileValue(row, sessionId)));
      const headers = {
        'content-type': 'application/xml; charset=utf-8',
        'content-disposition': `attachment; filename="session-${sessionId}-signed.xml"`,
      };
      return new Response(xml, { headers });
    },
  };
}

/** Failure notFound. */
async function recordsOf(db: Db, sessionId: number): Promise<RecordRow[]> {
  const { rows } = await sql`select 1 from session where id = ${sessionId}`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'session', id: sessionId });
  return await selectRecords(db, [sessionId]);
}

function keyView({ id, evseId, meterSerial, publicKey, curve, createdAt, createdBy }: KeyRow): z.input<typeof meterKey> {
  const made = { createdAt: createdAt.toISOString(), createdBy };
  return { id, evseId, meterSerial, publicKey, curve, readable: true, origin: 'registered', source: null, ...made };
}
function toldView({ source, evseId, publicKey }: ToldKey): z.input<typeof meterKey> {
  const key = readPublicKey(publicKey);
  const base = { id: null, evseId, meterSerial: '', publicKey, createdAt: null, createdBy: null };
  return { ...base, curve: key?.curve ?? null, readable: key !== null, origin: 'station', source };
}

function recordView(row: RecordRow): z.input<typeof signedRecord> {
  const { id, at, receivedAt, context, format, verdict, origin, publicKey, toldKey, meter, page, pageKind, text, frameId } = row;
  return {
    id,
    at: at.toISOString(),
    receivedAt: receivedAt.toISOString(),
    context,
    format,
    verdict,
    keyOrigin: origin,
    publicKey: publicKey ?? toldKey,
    meter,
    page: page === null ? null : `${pageKind ?? ''}${page}`,
    text,
    record: readRecord(row).text,
    frameId,
  };
}

function fileValue(row: RecordRow, sessionId: number): TransparencyValue {
  const { format, text, publicKey } = readRecord(row);
  return {
    transactionId: String(sessionId),
    context: row.context,
    format: row.encodingMethod ?? format,
    encoding: 'plain',
    text,
    publicKey: row.publicKey ?? publicKey ?? '',
  };
}
