import { type Exclusion, type ExclusionKind, intersect, type Outage, type Span, serverPart } from '@stationmaster/domain';
import { sql } from 'kysely';
import type { Db, OutageRow } from './store.ts';

/** Why something does not count, who says so and why. */
export interface SaidExclusion extends Exclusion {
  id: number | null;
  reason: string;
  author: string;
  /** It lasts as long as its outage does, and that is not over. */
  isOpen: boolean;
}
export interface JudgedOutage extends OutageRow, Omit<Outage, 'cause'> {
  exclusions: SaidExclusion[];
}
/** In the column of authors: nobody said it. */
const found = 'Stationmaster';

/** Outages with all that excuses them: said by people, put out of service on purpose, in a maintenance window, our own downtime. */
export async function judged(db: Db, rows: readonly OutageRow[], now: number): Promise<JudgedOutage[]> {
  if (rows.length === 0) return [];
  const from = Math.min(...rows.map(({ beganAt }) => beganAt.getTime()));
  const [said, windows, downtimes] = await Promise.all([
    selectSaid(
      db,
      rows.map(({ id }) => id),
    ),
    selectMaintenance(db, [...new Set(rows.map(({ stationId }) => stationId))], { from, until: now }),
    selectDowntimes(db, { from, until: now }),
  ]);
  const saidOf = Map.groupBy(said, ({ outageId }) => outageId);
  const windowsOf = Map.groupBy(windows, ({ stationId }) => stationId);
  return rows.map((row) => {
    const span = { from: row.beganAt.getTime(), until: row.endedAt?.getTime() ?? now };
    const isOpen = row.endedAt === null;
    const auto = (kind: ExclusionKind, part: Span, { reason, author = found }: { reason: string; author?: string }): SaidExclusion => ({
      ...part,
      kind,
      id: null,
      reason,
      author,
      isOpen: isOpen && part.until === span.until,
    });
    const exclusions = [
      ...(saidOf.get(row.id) ?? []).map(({ id, kind, fromAt, untilAt, reason, author }) => ({
        id,
        kind,
        reason,
        author,
        from: Math.max(fromAt?.getTime() ?? span.from, span.from),
        until: Math.min(untilAt?.getTime() ?? span.until, span.until),
        isOpen: isOpen && untilAt === null,
      })),
      ...(row.plannedBy === null ? [] : [auto('planned', span, { reason: `command ${row.commandId ?? ''}`, author: row.plannedBy })]),
      ...(windowsOf.get(row.stationId) ?? []).flatMap((window) =>
        intersect([span], [{ from: window.startsAt.getTime(), until: window.endsAt.getTime() }]).map((part) =>
          auto('maintenance', part, { reason: window.name }),
        ),
      ),
      ...serverPart({ ...span, cause: row.cause }, downtimes).map((part) => auto('server', part, { reason: '' })),
    ];
    return { ...row, ...span, exclusions };
  });
}

interface SaidRow {
  id: number;
  outageId: number;
  kind: ExclusionKind;
  fromAt: Date | null;
  untilAt: Date | null;
  reason: string;
  author: string;
}
async function selectSaid(db: Db, outageIds: number[]): Promise<SaidRow[]> {
  const { rows } =
    await sql<SaidRow>`select id::float8 as id, outage_id::float8 as "outageId", kind, from_at as "fromAt", until_at as "untilAt", reason, author from outage_exclusion
    where outage_id = any(${outageIds}::bigint[]) order by id`.execute(db);
  return rows;
}

interface WindowRow {
  stationId: number;
  name: string;
  startsAt: Date;
  endsAt: Date;
}
async function selectMaintenance(db: Db, stationIds: number[], { from, until }: Span): Promise<WindowRow[]> {
  const { rows } =
    await sql<WindowRow>`select m.station_id::float8 as "stationId", w.name, m.starts_at as "startsAt", m.ends_at as "endsAt" from station_maintenance m join maintenance_window w on w.id = m.window_id
    where m.station_id = any(${stationIds}::bigint[]) and not m.counts_as_uptime and m.starts_at < ${new Date(until)} and m.ends_at > ${new Date(from)}`.execute(
      db,
    );
  return rows;
}

/** When our own server was not running. */
export async function selectDowntimes(db: Db, { from, until }: Span): Promise<Span[]> {
  const { rows } = await sql<{
    from: number;
    until: number;
  }>`select (extract(epoch from began_at) * 1000)::float8 as "from", (extract(epoch from ended_at) * 1000)::float8 as until from server_downtime
    where began_at < ${new Date(until)} and ended_at > ${new Date(from - 10 * 60_000)} order by began_at`.execute(db);
  return rows;
}
