import type { sessionRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import type { Call, Output } from '../http/handler.ts';
import { ocppUrl, tlsUrl } from '../lobby/ocpp-url.ts';
import { commonZone, dayStart, selectConnectors, selectNeeds, selectNow, selectPowerDay, selectRevenue } from './store.ts';

const quarterMs = 900_000;
const needsOfEachKind = 5;

/** What happens now and today so far. */
export async function overview(context: Context, call: Call): Promise<Output<typeof sessionRoutes.overview>> {
  return await call.tx(async (db) => {
    const { today, yesterday } = await dayStart(db, await commonZone(db), call.now);
    const now = await selectNow(db, today);
    const power = await selectPowerDay(db, { from: today, to: new Date(call.now) });
    const before = await selectPowerDay(db, { from: yesterday, to: today });
    const needs = await selectNeeds(db, { now: call.now, each: needsOfEachKind });
    return {
      stations: { total: now.total, connected: now.connected, faulted: now.faulted, lobby: now.lobby },
      connectors: await selectConnectors(db),
      charging: now.charging,
      powerW: now.power_w,
      today: { sessions: now.today_sessions, energyWh: now.today_wh, revenue: await selectRevenue(db, today) },
      power: powerSeries({ power, before, today: today.getTime(), yesterday: yesterday.getTime(), now: call.now }),
      needs: needs.map((need) => ({ ...need, at: need.at.toISOString() })),
      checklist: {
        site: now.has_site,
        tariff: now.has_tariff,
        station: now.total > 0,
        token: now.has_token,
        session: now.has_session,
        priced: now.has_priced,
      },
      ocppUrl: ocppUrl(context.config),
      tlsUrl: tlsUrl(context.config),
      demo: now.demo,
    };
  });
}

/** One point a quarter of an hour of today; yesterday's beside it at the same distance from midnight. */
function powerSeries({
  power,
  before,
  today,
  yesterday,
  now,
}: {
  power: Map<number, number>;
  before: Map<number, number>;
  today: number;
  yesterday: number;
  now: number;
}) {
  const count = Math.ceil((now - today) / quarterMs);
  return Array.from({ length: count }, (_, index) => {
    const at = today + index * quarterMs;
    return {
      at: new Date(at).toISOString(),
      powerW: power.get(at) ?? 0,
      yesterdayW: before.size === 0 ? null : (before.get(yesterday + index * quarterMs) ?? 0),
    };
  });
}
