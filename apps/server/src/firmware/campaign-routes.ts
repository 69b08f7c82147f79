import { campaignPlan, type campaignRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { tellCampaign } from './campaign-store.ts';
import { type CampaignStationRow, insertCampaign, selectCampaignStations, selectCampaigns } from './campaign-view-store.ts';
import { campaignView, canGoBack, choose, existingCampaign, mustBeSendable } from './campaigns.ts';
import { control } from './control.ts';

export function campaignHandlers(context: Pick<Context, 'gateway' | 'tell'>): Handlers<typeof campaignRoutes> {
  return {
    previewFirmwareCampaign: ({ body: { plan = campaignPlan.parse({}), ...body } }, call) =>
      call.tx(async (db) => {
        const { stations, held, connected, alreadyThere, otherMaker, busyElsewhere } = await choose(context, db, {
          ...body,
          plan,
          tenantId: call.tenantId,
        });
        const waves: number[] = [];
        for (const { wave } of stations) waves[wave] = (waves[wave] ?? 0) + 1;
        const versions = new Map<string, { stations: number; inLibrary: boolean }>();
        for (const station of stations) {
          const version = station.firmware_version ?? '';
          const known = versions.get(version);
          versions.set(version, { stations: (known?.stations ?? 0) + 1, inLibrary: known?.inLibrary ?? canGoBack(station, held) });
        }
        return {
          total: stations.length,
          connected,
          alreadyThere,
          otherMaker,
          busyElsewhere,
          cannotGoBack: stations.filter((station) => !canGoBack(station, held)).length,
          waves: Array.from(waves, (count) => count ?? 0),
          sample: stations.slice(0, 10).map(({ identity }) => identity),
          versions: [...versions].map(([version, counts]) => ({ version, ...counts })).sort((a, b) => b.stations - a.stations),
        };
      }),

    createFirmwareCampaign: async ({ body: { plan = campaignPlan.parse({}), name, ...body } }, call) => {
      const view = await call.tx(async (db) => {
        const asked = { ...body, plan };
        const chosen = await choose(context, db, { ...asked, tenantId: call.tenantId });
        mustBeSendable(chosen, asked);
        const { firmware, stations } = chosen;
        const id = await insertCampaign(db, {
          tenantId: call.tenantId,
          name,
          firmwareId: firmware.id,
          filter: body.filter,
          plan,
          retryOf: body.retryOf ?? null,
          isSigned: plan.security !== 'plain' && firmware.signature_fits === true,
          createdBy: call.actor.name,
          at: call.now,
          stations: stations.map(({ id: stationId, wave }) => ({ id: stationId, wave })),
        });
        call.subject(`firmware-campaign:${id}`, {
          name,
          version: firmware.version,
          filter: body.filter,
          stations: stations.length,
          plan,
          ...(body.retryOf === undefined ? {} : { retryOf: body.retryOf }),
        });
        await tellCampaign(db, { id, tenantId: call.tenantId, state: 'running', at: call.now });
        // Whoever looks at the one that is retried sees that it is.
        if (body.retryOf !== undefined) {
          const { state } = await existingCampaign(db, body.retryOf);
          await tellCampaign(db, { id: body.retryOf, tenantId: call.tenantId, state, at: call.now });
        }
        return campaignView(await existingCampaign(db, id));
      });
      context.tell();
      return view;
    },

    listFirmwareCampaigns: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectCampaigns(db, { before, limit: limit + 1 }), { limit, view: campaignView, key: ({ id }) => [id] });
      }),

    getFirmwareCampaign: ({ params }, call) => call.tx(async (db) => campaignView(await existingCampaign(db, params.campaignId))),

    listCampaignStations: ({ params: { campaignId }, query: { cursor, limit, state } }, call) =>
      call.tx(async (db) => {
        await existingCampaign(db, campaignId);
        const after = decodeCursor(cursor, ['number', 'number']);
        const rows = await selectCampaignStations(db, { campaignId, state, after, limit: limit + 1 });
        return pageOf(rows, { limit, view: stationView, key: ({ wave, station_id }) => [wave, station_id] });
      }),

    controlFirmwareCampaign: async ({ params: { campaignId: id }, body: { action, stationId } }, call) => {
      const view = await call.tx(async (db) => {
        await existingCampaign(db, id);
        call.subject(`firmware-campaign:${id}`, { action, ...(stationId === undefined ? {} : { stationId }) });
        await control(db, { id, action, stationId, at: call.now });
        return campaignView(await existingCampaign(db, id));
      });
      context.tell();
      return view;
    },
  };
}

function stationView(row: CampaignStationRow) {
  return {
    stationId: row.identity,
    name: row.name,
    wave: row.wave,
    direction: row.direction,
    state: row.state,
    reason: row.reason,
    heard: row.heard,
    attempt: row.attempt,
    fromVersion: row.from_version,
    version: row.version,
    since: row.since.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    commandId: row.command_id,
    sentBytes: row.sent_bytes,
  };
}
