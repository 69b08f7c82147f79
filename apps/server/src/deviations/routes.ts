import type { deviation, deviationRoutes } from '@stationmaster/contract';
import { quirkRowsOf, versions } from '@stationmaster/ocpp';
import type { z } from 'zod';
import { attachment } from '../http/attachment.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { csvOf } from './export.ts';
import { describe } from './names.ts';
import { reportOf } from './report.ts';
import { type DeviationCount, type Span, selectDaily, selectDeviations, selectExamples, selectNameplate } from './store.ts';

const dayMs = 86_400_000;
/** The last month when nothing else is asked for. */
const usualDays = 30;

export function deviationHandlers(_context: object): Handlers<typeof deviationRoutes> {
  return {
    listDeviations: ({ params, query }, call) =>
      call.tx(async (db) => {
        const stationId = await stationRowId(db, params.stationId);
        const counts = await selectDeviations(db, stationId, spanOf(query, call));
        const quirks = quirkRowsOf(await selectNameplate(db, stationId));
        return { items: counts.map(viewOf), quirks: quirks.map(({ quirk, why }) => ({ name: quirk, why })) };
      }),

    exportDeviations: async ({ params, query }, call) => {
      const counts = await call.tx(async (db) => selectDaily(db, await stationRowId(db, params.stationId), spanOf(query, call)));
      return fileOf(csvOf(counts), { type: 'text/csv', name: `deviations-${params.stationId}.csv` });
    },

    deviationReport: async ({ params, query }, call) => {
      const span = spanOf(query, call);
      const text = await call.tx(async (db) => {
        const stationId = await stationRowId(db, params.stationId);
        const counts = await selectDeviations(db, stationId, span);
        const nameplate = await selectNameplate(db, stationId);
        const wanted = counts.flatMap(({ frame_id: id, last_at: at }) => (id === null ? [] : [{ id, at }]));
        const examples = await selectExamples(db, stationId, wanted);
        const version = versions.find((known) => known === nameplate.protocol) ?? 'ocpp1.6';
        return reportOf({ nameplate, version, counts, examples, from: isoDay(span.from), to: isoDay(span.to) });
      });
      return fileOf(text, { type: 'text/markdown', name: `deviations-${params.stationId}.md` });
    },
  };
}

function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }, { now }: Call): Span {
  const last = Math.floor((to === undefined ? now : Date.parse(to)) / dayMs);
  return { from: from === undefined ? last - usualDays : Math.floor(Date.parse(from) / dayMs), to: last };
}

const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

function viewOf({ name, direction, action, detail, count, days, first_at, last_at, frame_id }: DeviationCount): z.input<typeof deviation> {
  const { code, severity } = describe(name);
  return {
    ...{ name, code, severity, direction, action, detail, count, days },
    firstAt: first_at.toISOString(),
    lastAt: last_at.toISOString(),
    frameId: frame_id,
  };
}

function fileOf(text: string, { type, name }: { type: string; name: string }): Response {
  return new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': attachment(name) } });
}
