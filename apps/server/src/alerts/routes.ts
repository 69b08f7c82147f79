import type { alert, alertItem, alertRoutes, alertRule } from '@stationmaster/contract';
import { completeParameters } from '@stationmaster/domain';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { type AlertRow, acknowledge, countOpen, findAlert, type ItemRow, selectAlerts, selectItems } from './list-store.ts';
import {
  deleteRule,
  hasChannels,
  insertRule,
  type ListedRule,
  openItemsOf,
  type RuleFields,
  replaceRule,
  selectOwnRules,
} from './rule-store.ts';
import { endItems, insertHappenings } from './store.ts';

type Db = Parameters<typeof selectOwnRules>[0];

export function alertHandlers({ tell }: Pick<Context, 'tell'>): Handlers<typeof alertRoutes> {
  return {
    listAlerts: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectAlerts(db, { ...filter, before, limit: limit + 1 }), { limit, view: alertView, key: (row) => [row.id] });
      }),

    getAlert: ({ params: { alertId } }, call) => call.tx(async (db) => alertView(await mustFind(db, alertId))),

    listAlertItems: ({ params: { alertId }, query: { cursor, limit, open } }, call) =>
      call.tx(async (db) => {
        await mustFind(db, alertId);
        const after = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectItems(db, { alertId, open: open === 'true', after, limit: limit + 1 });
        return pageOf(rows, { limit, view: itemView, key: (row) => [row.id] });
      }),

    countAlerts: (_, call) => call.tx((db) => countOpen(db)),

    acknowledgeAlerts: async ({ body: { ids, note } }, call) => {
      const done = await call.tx(async (db) => {
        call.subject('alerts', { ids, ...(note === undefined ? {} : { note }) });
        const rows = await acknowledge(db, ids, { by: call.actor.name || actorName(call.actor), at: call.now, note: note ?? null });
        await insertHappenings(
          db,
          rows.map(({ id, tenant_id, kind, severity }) => ({
            tenantId: tenant_id,
            alertId: id,
            data: { kind, severity, acknowledged: true },
          })),
          call.now,
        );
        return rows.length;
      });
      tell();
      return { acknowledged: done };
    },

    listAlertRules: (_, call) => call.tx(async (db) => ({ items: (await selectOwnRules(db)).map(ruleView) })),

    createAlertRule: ({ body }, call) =>
      call.tx(async (db) => {
        const fields = await checked(db, body);
        const id = await insertRule(db, call.tenantId, { fields, at: call.now });
        call.subject(`alertRule:${id}`, { ...body });
        return ruleView(await mustFindRule(db, id));
      }),

    updateAlertRule: ({ params: { ruleId }, body }, call) =>
      call.tx(async (db) => {
        call.subject(`alertRule:${ruleId}`, { ...body });
        const was = await mustFindRule(db, ruleId);
        if (was.builtin !== null && was.kind !== body.kind)
          throw new Failure('badRequest', {}, [{ path: 'kind', message: 'of a rule that came with the install stays' }]);
        await replaceRule(db, ruleId, { fields: await checked(db, body), at: call.now });
        if (!body.enabled || was.kind !== body.kind) await endAll(db, ruleId, call.now);
        return ruleView(await mustFindRule(db, ruleId));
      }),

    deleteAlertRule: ({ params: { ruleId } }, call) =>
      call.tx(async (db) => {
        call.subject(`alertRule:${ruleId}`);
        const { builtin } = await mustFindRule(db, ruleId);
        if (builtin !== null) throw fail('alertRuleStays', { id: ruleId });
        await endAll(db, ruleId, call.now);
        await deleteRule(db, ruleId);
      }),
  };
}

async function endAll(db: Db, ruleId: number, at: number): Promise<void> {
  const open = await openItemsOf(db, ruleId);
  if (open.length > 0) await endItems(db, open, { at, settlesAt: at });
}

async function checked(db: Db, body: RuleFields): Promise<RuleFields> {
  const channels = body.steps.flatMap(({ channelIds }) => channelIds);
  if (!(await hasChannels(db, channels)))
    throw new Failure('badRequest', {}, [{ path: 'steps', message: 'name a channel that does not exist' }]);
  const steps = [...body.steps].sort((a, b) => a.afterMinutes - b.afterMinutes);
  return { ...body, steps, parameters: completeParameters(body.kind, body.parameters) };
}

async function mustFind(db: Db, id: number): Promise<AlertRow> {
  const row = await findAlert(db, id);
  if (row === undefined) throw fail('notFound', { what: 'alert', id });
  return row;
}
async function mustFindRule(db: Db, id: number): Promise<ListedRule> {
  const [row] = await selectOwnRules(db, id);
  if (row === undefined) throw fail('notFound', { what: 'alert rule', id });
  return row;
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const utc = (text: string): string => new Date(text).toISOString();

function alertView(row: AlertRow): z.input<typeof alert> {
  const { id, kind, name, severity, note, items, first } = row;
  return {
    id,
    ruleId: row.rule_id,
    kind,
    name,
    severity,
    openedAt: row.opened_at.toISOString(),
    endedAt: iso(row.ended_at),
    acknowledgedAt: iso(row.acknowledged_at),
    acknowledgedBy: row.acknowledged_by,
    note,
    items,
    openItems: row.open_items,
    toldAt: iso(row.told_at),
    first:
      first &&
      placeView({
        ...first,
        since: utc(first.since),
        openedAt: utc(first.opened_at),
        endedAt: first.ended_at === null ? null : utc(first.ended_at),
      }),
  };
}
function itemView(row: ItemRow): z.input<typeof alertItem> {
  return {
    ...placeView({ ...row, since: row.since.toISOString(), openedAt: row.opened_at.toISOString(), endedAt: iso(row.ended_at) }),
    run: row.run,
  };
}
type Place = Omit<ItemRow, 'since' | 'opened_at' | 'ended_at' | 'run'> & { since: string; openedAt: string; endedAt: string | null };
function placeView({ id, subject, identity, station_name, site_name, evse_id, connector_id, since, openedAt, endedAt, data }: Place) {
  return {
    id,
    subject,
    stationId: identity,
    stationName: station_name,
    siteName: site_name,
    evseId: evse_id,
    connectorId: connector_id,
    since,
    openedAt,
    endedAt,
    data,
  };
}

function ruleView({ tenantId: _, builtin, scope, steps, ...rule }: ListedRule): z.input<typeof alertRule> {
  return {
    ...rule,
    scope: { ...(scope.siteIds && { siteIds: [...scope.siteIds] }), ...(scope.stationIds && { stationIds: [...scope.stationIds] }) },
    steps: steps.map(({ afterMinutes, channelIds }) => ({ afterMinutes, channelIds: [...channelIds] })),
    builtin: builtin !== null,
  };
}
