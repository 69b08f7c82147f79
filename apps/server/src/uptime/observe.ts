import { afterSteps, type ConnectorStatus, type LedgerConnector, ledgerSteps, type Observed } from '@stationmaster/domain';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { createFollower, type News } from '../live/follow.ts';
import { type BookConnector, type Db, type NewStep, selectLedgerConnectors, writeSteps } from './store.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'gateway' | 'log'>;
/** A station that is not back by then, after a start of this server, is away. */
const returnWithinMs = 5 * 60_000;
const kinds = ['connector.changed', 'station.connected', 'station.disconnected'];

/**
 * Job: reads what happened at stations from the outbox and keeps the ledger; nothing is asked or written for it when a
 * message arrives. Read again after a crash, it changes nothing. Also notes that somebody was looking.
 */
export function createObserver({ db, clock, gateway, log }: Needs): () => Promise<void> {
  const follower = createFollower(db, { reader: 'uptime', kinds });
  let startedAt: number | null = null;
  let hasLookedForLost = false;
  return async () => {
    const now = clock();
    if (startedAt === null) {
      await noteStart(db, now);
      startedAt = now;
    } else await sql`update observation set beat_at = ${new Date(now)}`.execute(db);
    for (;;) {
      const news = await follower.read();
      await take(db, news.items);
      await news.keep();
      if (news.items.length === 0) break;
    }
    if (hasLookedForLost || now - startedAt < returnWithinMs) return;
    hasLookedForLost = true;
    const lost = await selectLost(db);
    const away = lost.filter(({ id }) => gateway.peek(id) === undefined);
    const at = new Date(startedAt);
    await take(
      db,
      away.map(({ identity, tenantId }) => ({ tenantId, at, kind: 'station.disconnected', subject: identity, data: {} })),
    );
    if (away.length > 0) log.info({ stations: away.length }, 'uptime.notReturned');
  };
}

/** The time since the last sign of life of a server was seen by nobody. The first time of all, what cannot charge already is written down. */
async function noteStart(db: Db, now: number): Promise<void> {
  const at = new Date(now);
  await db.transaction().execute(async (tx) => {
    await sql`insert into server_downtime (began_at, ended_at) select beat_at, ${at} from observation where beat_at < ${at} on conflict do nothing`.execute(
      tx,
    );
    const { rows } = await sql<{ isFirst: boolean }>`insert into observation (since, beat_at) values (${at}, ${at})
      on conflict (only_row) do update set beat_at = excluded.beat_at returning since = beat_at as "isFirst"`.execute(tx);
    if (rows[0]?.isFirst !== true) return;
    await sql`insert into outage (tenant_id, station_id, evse_id, connector_id, began_at, cause, error_code)
      select tenant_id, station_id, evse_id, connector_id, ${at}, lower(status), error_code from connector
      where evse_id > 0 and connector_id > 0 and status in ('Faulted', 'Unavailable') on conflict do nothing`.execute(tx);
  });
}

async function selectLost(db: Db): Promise<{ id: number; identity: string; tenantId: number }[]> {
  const { rows } = await sql<{
    id: number;
    identity: string;
    tenantId: number;
  }>`select id::float8 as id, identity, tenant_id as "tenantId" from station
    where connected_at is not null and disconnected_at >= connected_at`.execute(db);
  return rows;
}

async function take(db: Db, items: News['items']): Promise<void> {
  const observed = items.flatMap((item) => {
    const event = observedOf(item);
    return event === null ? [] : [{ identity: item.subject, event }];
  });
  if (observed.length === 0) return;
  const events = Map.groupBy(observed, ({ identity }) => identity);
  const known = await selectLedgerConnectors(db, [...events.keys()]);
  const books = Map.groupBy(known, ({ identity }) => identity);
  const steps: NewStep[] = [];
  for (const [identity, rows] of books) {
    let connectors = rows.map(connectorOf);
    const [{ stationId, tenantId }] = rows as [BookConnector];
    for (const { event } of events.get(identity) ?? []) {
      const next = ledgerSteps(connectors, event);
      connectors = connectors.map((connector) => afterSteps(connector, next));
      steps.push(...next.map((step) => ({ ...step, stationId, tenantId })));
    }
  }
  await db.transaction().execute((tx) => writeSteps(tx, steps));
}

function observedOf({ kind, at, data }: News['items'][number]): Observed | null {
  const moment = at.getTime();
  if (kind === 'station.connected') return { kind: 'connected', at: moment };
  if (kind === 'station.disconnected') return { kind: 'disconnected', at: moment };
  const { evseId, connectorId, status } = data;
  if (typeof evseId !== 'number' || typeof connectorId !== 'number' || typeof status !== 'string') return null;
  // Only our own words are ever told.
  return { kind: 'status', at: moment, evseId, connectorId, status: status as ConnectorStatus };
}

function connectorOf({ evseId, connectorId, cause, isOfStation, beganAt }: BookConnector): LedgerConnector {
  const open = cause === null || beganAt === null ? null : { cause, isOfStation: isOfStation === true, at: beganAt.getTime() };
  return { evseId, connectorId, open };
}
