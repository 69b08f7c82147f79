import type { qualityRoutes } from '@stationmaster/contract';
import {
  defaultRules,
  effectiveRepair,
  type FindingKind,
  findingKinds,
  limitUnits,
  type QualityRule,
  type Repair,
} from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Handlers, Output } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { applyRepairs } from './apply.ts';
import { countHeld, selectCheck, selectChecks } from './list-store.ts';
import { insertRepair, lockSession, selectHeld, selectRepairs, selectRules, upsertRule } from './store.ts';
import { checkView, listView, repairView, ruleView } from './views.ts';
import { judgeAgain } from './watch.ts';

type Db = Transaction<Tables>;
type Full = Output<(typeof qualityRoutes)['getSessionCheck']>;
/** A rule that lets go looks at so many of those on hold at once; the others are looked at when they are opened. */
const mostJudged = 2_000;

export function qualityHandlers(context: Context): Handlers<typeof qualityRoutes> {
  const shown = async (call: Call, sessionId: number): Promise<Full> => call.tx((db) => fullView(db, sessionId));
  const settle = async (call: Call, sessionId: number): Promise<Full> => {
    // The job does the same: should this process end here, nothing is lost.
    await applyRepairs(context, sessionId);
    await judgeAgain(context, [sessionId]);
    return await shown(call, sessionId);
  };
  return {
    listChecks: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectChecks(db, { ...filter, before, limit: limit + 1 });
        const rules = await selectRules(db, call.tenantId);
        return {
          ...pageOf(rows, { limit, view: (row) => listView(row, rules), key: (row) => [row.sessionId] }),
          held: await countHeld(db),
        };
      }),

    getSessionCheck: ({ params }, call) => shown(call, params.sessionId),

    repairSession: async ({ params: { sessionId }, body: { reason, change } }, call) => {
      await call.tx(async (db) => {
        call.subject(`session:${sessionId}`, { reason, change });
        const repair = momentsOf(change);
        await mustFit(db, sessionId, repair);
        await insertRepair(db, { ...authorOf(call), sessionId, reason, change: repair, reverses: null });
        await tellRepaired(db, call, sessionId);
      });
      return await settle(call, sessionId);
    },

    reverseRepair: async ({ params: { sessionId, repairId }, body: { reason } }, call) => {
      await call.tx(async (db) => {
        call.subject(`session:${sessionId}`, { reason, reverses: repairId });
        if ((await lockSession(db, sessionId)) === undefined) throw fail('notFound', { what: 'session', id: sessionId });
        const repairs = await selectRepairs(db, [sessionId]);
        const one = repairs.find(({ id, reverses }) => id === repairId && reverses === null);
        if (one === undefined) throw fail('notFound', { what: 'repair', id: repairId });
        if (repairs.some(({ reverses }) => reverses === repairId)) throw fail('repairReversed', { id: repairId });
        await insertRepair(db, { ...authorOf(call), sessionId, reason, change: {}, reverses: repairId });
        await tellRepaired(db, call, sessionId);
      });
      return await settle(call, sessionId);
    },

    checkSession: async ({ params: { sessionId } }, call) => {
      await call.tx(async (db) => {
        call.subject(`session:${sessionId}`);
        await fullView(db, sessionId);
      });
      return await settle(call, sessionId);
    },

    listQualityRules: (_, call) =>
      call.tx(async (db) => {
        const own = await selectRules(db, call.tenantId);
        return { items: findingKinds.map((kind) => ruleView(kind, own[kind])) };
      }),

    setQualityRule: async ({ body }, call) => {
      const { kind } = body;
      const rule = ruleOf(kind, body);
      const held = await call.tx(async (db) => {
        call.subject(`rule:${kind}`, { ...rule });
        await upsertRule(db, { tenantId: call.tenantId, kind, rule, at: call.now, by: actorName(call.actor) });
        return await selectHeld(db, call.tenantId, mostJudged);
      });
      await judgeAgain(context, held);
      return ruleView(kind, rule);
    },
  };
}

/** Failure badRequest: only kinds that measure have a limit. */
function ruleOf(kind: FindingKind, { action, limit }: { action: QualityRule['action']; limit?: number | undefined }): QualityRule {
  if (limit === undefined) return { action };
  if (!(kind in limitUnits)) throw new Failure('badRequest', {}, [{ path: 'limit', message: `${kind} has no limit` }]);
  return limit === defaultRules[kind].limit ? { action } : { action, limit };
}

function momentsOf({
  startedAt,
  endedAt,
  billing,
  energyWh,
}: {
  billing?: Repair['billing'];
  energyWh?: number | undefined;
  startedAt?: string | undefined;
  endedAt?: string | undefined;
}): Repair {
  return {
    ...(billing === undefined ? {} : { billing }),
    ...(energyWh === undefined ? {} : { energyWh }),
    ...(startedAt === undefined ? {} : { startedAt: Date.parse(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: Date.parse(endedAt) }),
  };
}

/** Failures notFound, sessionNotEnded, endBeforeStart. The session stays locked until the repair is in. */
async function mustFit(db: Db, sessionId: number, repair: Repair): Promise<void> {
  const session = await lockSession(db, sessionId);
  if (session === undefined) throw fail('notFound', { what: 'session', id: sessionId });
  if (session.status !== 'ended' || session.endedAt === null) throw fail('sessionNotEnded', { id: sessionId });
  const before = await selectRepairs(db, [sessionId]);
  const all = effectiveRepair([...before, { id: Number.MAX_SAFE_INTEGER, change: repair, reverses: null }]);
  if ((all?.endedAt ?? session.endedAt.getTime()) < (all?.startedAt ?? session.startedAt.getTime())) throw fail('endBeforeStart');
}

function authorOf({ tenantId, actor, now }: Call): { tenantId: number; at: number; author: string; authorName: string } {
  return { tenantId, at: now, author: actorName(actor), authorName: actor.name };
}

async function tellRepaired(db: Db, { tenantId, now }: Call, sessionId: number): Promise<void> {
  await sql`insert into happening (tenant_id, at, kind, subject, data) values (${tenantId}, ${new Date(now)}, 'session.repaired', ${String(sessionId)}, '{}')`.execute(
    db,
  );
}

/** Failure notFound. */
async function fullView(db: Db, sessionId: number): Promise<Full> {
  const row = await selectCheck(db, sessionId);
  if (row === undefined) throw fail('notFound', { what: 'session', id: sessionId });
  const repairs = await selectRepairs(db, [sessionId]);
  return { ...checkView(row, await selectRules(db, row.tenantId)), repairs: repairs.map((one) => repairView(one, repairs)) };
}
