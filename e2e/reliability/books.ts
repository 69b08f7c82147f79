import type { Client } from '@stationmaster/contract';
import type { LedgerEntry } from '@stationmaster/simulator';

type Session = Awaited<ReturnType<Client['listSessions']>>['items'][number];

/** Every session the API tells of. */
export async function allSessions(client: Client): Promise<Session[]> {
  const sessions: Session[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listSessions({ query: { limit: 500, ...(cursor === undefined ? {} : { cursor }) } });
    sessions.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return sessions;
}

export interface Comparison {
  sessions: number;
  energyWh: number;
  /** One line for each difference; empty when both books agree. */
  differences: string[];
}

/** Lays the stations' own books beside what the API says: each session there, once, ended, to the watt-hour. */
export function compare(ledger: readonly LedgerEntry[], sessions: readonly Session[]): Comparison {
  const differences: string[] = [];
  const theirs = new Map<string, Session[]>();
  for (const session of sessions) {
    const key = keyOf(session.stationId, session.evseId, Date.parse(session.startedAt));
    theirs.set(key, [...(theirs.get(key) ?? []), session]);
  }
  let energyWh = 0;
  for (const entry of ledger) {
    const key = keyOf(entry.stationId, entry.evseId, entry.startedAt);
    const [session, ...more] = theirs.get(key) ?? [];
    theirs.delete(key);
    const own = (entry.stopWh ?? entry.startWh) - entry.startWh;
    energyWh += own;
    if (session === undefined)
      differences.push(`missing: ${key} of ${own} Wh, acknowledged start ${entry.isStartAcknowledged}, stop ${entry.isStopAcknowledged}`);
    else if (more.length > 0) differences.push(`${more.length + 1} times: ${key}`);
    else differences.push(...unlike(entry, session).map((what) => `${key}: ${what}`));
  }
  for (const key of theirs.keys()) differences.push(`invented: ${key}`);
  return { sessions: ledger.length, energyWh, differences };
}

function unlike(entry: LedgerEntry, session: Session): string[] {
  const pairs: [what: string, own: unknown, said: unknown][] = [
    ['status', 'ended', session.status],
    ['energy', (entry.stopWh ?? entry.startWh) - entry.startWh, session.energyWh],
    ['meter start', entry.startWh, session.meterStartWh],
    ['meter stop', entry.stopWh, session.meterStopWh],
    ['end', entry.endedAt, session.endedAt === null ? null : Date.parse(session.endedAt)],
    ['acknowledged', true, entry.isStartAcknowledged && entry.isStopAcknowledged],
  ];
  return pairs
    .filter(([, own, said]) => own !== said)
    .map(([what, own, said]) => `${what} is ${String(said)}, the station has ${String(own)} (marks ${session.marks.join(' ') || 'none'})`);
}

function keyOf(stationId: string, evseId: number, startedAt: number): string {
  return `${stationId}/${evseId} at ${new Date(startedAt).toISOString()}`;
}
