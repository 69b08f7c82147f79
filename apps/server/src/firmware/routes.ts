import type { firmwareRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { makeAddress, safeName } from '../files/address.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { checkSignature, checkSigning, existingFirmware, firmwareView, mustBeFree } from './library.ts';
import { archiveFirmware, changeFirmware, type HistoryRow, insertFirmware, selectFirmware, selectHistory } from './store.ts';

/** How long a browser has for bringing a file. */
const uploadMs = 6 * 3_600_000;

export function firmwareHandlers(context: Context): Handlers<typeof firmwareRoutes> {
  return {
    listFirmware: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectFirmware(db, { before, limit: limit + 1 }), { limit, view: firmwareView, key: ({ id }) => [id] });
      }),

    getFirmware: ({ params }, call) => call.tx(async (db) => firmwareView(await existingFirmware(db, params.firmwareId))),

    createFirmware: ({ body }, call) =>
      call.tx(async (db) => {
        checkSigning(body);
        const { vendor, model, version } = body;
        call.subject(`firmware:${vendor} ${model} ${version}`, { notes: body.notes ?? '', signed: Boolean(body.signature) });
        const id = await insertFirmware(db, { ...body, tenantId: call.tenantId, createdBy: call.actor.name, at: call.now });
        return firmwareView(await existingFirmware(db, id));
      }),

    changeFirmware: ({ params, body }, call) =>
      call.tx(async (db) => {
        checkSigning(body);
        const { id, vendor, model, version } = await existingFirmware(db, params.firmwareId);
        call.subject(`firmware:${vendor} ${model} ${version}`, { changed: Object.keys(body) });
        await changeFirmware(db, id, { fields: body, at: call.now });
        await checkSignature(context, db, id);
        return firmwareView(await existingFirmware(db, id));
      }),

    deleteFirmware: ({ params }, call) =>
      call.tx(async (db) => {
        const row = await existingFirmware(db, params.firmwareId);
        const { id, vendor, model, version } = row;
        await mustBeFree(db, row);
        call.subject(`firmware:${vendor} ${model} ${version}`);
        await archiveFirmware(db, id, call.now);
      }),

    uploadFirmware: ({ params, body }, call) =>
      call.tx(async (db) => {
        const row = await existingFirmware(db, params.firmwareId);
        const { id, vendor, model, version } = row;
        await mustBeFree(db, row);
        const name = safeName(body.name, `${version}.bin`);
        const maxBytes = context.config.maxFirmwareBytes;
        const expiresAt = call.now + uploadMs;
        call.subject(`firmware:${vendor} ${model} ${version}`, { file: name });
        const owner = { tenantId: call.tenantId, stationId: null, subjectId: id, commandId: null, fileId: null };
        const { path } = await makeAddress(db, { ...owner, purpose: 'firmware', name, maxBytes, at: call.now, expiresAt });
        return { path, maxBytes, expiresAt: new Date(expiresAt).toISOString() };
      }),

    listFirmwareHistory: ({ params, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        await stationRowId(db, params.stationId);
        const before = decodeCursor(cursor, ['number', 'number', 'number']);
        const rows = await selectHistory(db, { identity: params.stationId, before, limit: limit + 1 });
        return pageOf(rows, { limit, view: historyView, key: ({ at, kind, id }) => [at.getTime(), kind, id] });
      }),
  };
}

function historyView(row: HistoryRow) {
  const { at, version, campaign_id, campaign_name, campaign_version, direction, state, reason, attempt, command_id } = row;
  return {
    at: at.toISOString(),
    version,
    campaign: campaign_id === null ? null : { id: campaign_id, name: campaign_name ?? '', version: campaign_version ?? '' },
    direction,
    state,
    reason,
    attempt,
    commandId: command_id,
  };
}
