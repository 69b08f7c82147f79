import type { uptimeRoutes } from '@stationmaster/contract';
import { sql } from 'kysely';
import { Failure, fail } from '../errors.ts';
import { listFrames } from '../frames/list.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { type JudgedOutage, judged } from './exclusions.ts';
import { type Db, findOutage } from './store.ts';

export type OutageView = Output<typeof uptimeRoutes.listOutages>['items'][number];

export function outageView(row: JudgedOutage): OutageView {
  const iso = (at: number) => new Date(at).toISOString();
  return {
    id: row.id,
    stationId: row.identity,
    stationName: row.name,
    evseId: row.evseId,
    connectorId: row.connectorId,
    cause: row.cause,
    errorCode: row.errorCode,
    ofStation: row.isOfStation,
    beganAt: row.beganAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    exclusions: row.exclusions.map(({ id, kind, from, until, reason, author, isOpen }) => ({
      id,
      kind,
      reason,
      author,
      from: iso(from),
      until: isOpen ? null : iso(until),
    })),
  };
}

export async function judgedOutage(db: Db, id: number, now: number): Promise<JudgedOutage> {
  const row = await findOutage(db, id);
  const [outage] = row === undefined ? [] : await judged(db, [row], now);
  if (outage === undefined) throw fail('notFound', { what: 'outage', id });
  return outage;
}

/** How many messages of each end are shown. */
const shown = 4;

/** With the messages around its two ends. Failure notFound. */
export async function outageWithEvidence(call: Call, id: number): Promise<Output<typeof uptimeRoutes.getOutage>> {
  const outage = await call.tx((db) => judgedOutage(db, id, call.now));
  const { identity, from, endedAt } = outage;
  const moment = (at: number) => new Date(at).toISOString();
  const before = await listFrames(call, identity, { limit: shown, to: moment(from + 1_000) });
  const after =
    endedAt === null
      ? { items: [] }
      : await listFrames(call, identity, { limit: shown, from: moment(endedAt.getTime() - 1_000), to: moment(endedAt.getTime() + 10_000) });
  return { ...outageView(outage), before: before.items, after: after.items };
}

/** A person says why it does not count. Failures: notFound, badRequest (not within the outage). */
export async function excludeOutage(call: Call, id: number, said: Input<typeof uptimeRoutes.excludeOutage>['body']): Promise<OutageView> {
  return await call.tx(async (db) => {
    const { kind, reason, from, until } = said;
    const { identity, ...outage } = await judgedOutage(db, id, call.now);
    const [start, end] = [from === undefined ? outage.from : Date.parse(from), until === undefined ? outage.until : Date.parse(until)];
    if (start >= end || start >= outage.until || end <= outage.from)
      throw new Failure('badRequest', {}, [{ path: 'from', message: 'must be within the outage' }]);
    const at = (moment: string | undefined) => (moment === undefined ? null : new Date(moment));
    await sql`insert into outage_exclusion (outage_id, tenant_id, kind, from_at, until_at, reason, author, at)
      values (${id}, ${call.tenantId}, ${kind}, ${at(from)}, ${at(until)}, ${reason}, ${call.actor.name}, ${new Date(call.now)})`.execute(
      db,
    );
    call.subject(identity, { outage: id, ...said });
    return outageView(await judgedOutage(db, id, call.now));
  });
}

/** Failure notFound. */
export async function includeOutage(call: Call, { outageId, exclusionId }: { outageId: number; exclusionId: number }): Promise<void> {
  await call.tx(async (db) => {
    const { identity } = await judgedOutage(db, outageId, call.now);
    const { rows } = await sql<{
      kind: string;
      reason: string;
    }>`delete from outage_exclusion where id = ${exclusionId} and outage_id = ${outageId} returning kind, reason`.execute(db);
    const [gone] = rows;
    if (gone === undefined) throw fail('notFound', { what: 'exclusion', id: exclusionId });
    call.subject(identity, { outage: outageId, ...gone });
  });
}
