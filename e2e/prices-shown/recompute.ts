import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Client, Routes } from '@stationmaster/contract';
import { costOf, type FullTariff, sessionPeriods } from '@stationmaster/domain';
import { Install } from '../install.ts';
import { type RawFrame, sessionsIn, type ToldSession } from './from-frames.ts';

type Session = Answer<Routes['listSessions']>['items'][number];
export interface Recomputed {
  stations: number;
  frames: number;
  sessions: number;
  /** By currency: what was stored, and what the raw frames give. */
  sums: Record<string, { stored: string; anew: string }>;
  /** Sessions whose two sums are not the same. */
  differing: { session: number; stored: string | null; anew: string }[];
}

const demo = fileURLToPath(new URL('../../apps/simulator/src/demo.ts', import.meta.url));

/**
 * Starts the demo network, lets it make its history, and prices every session of it once more from the raw frames alone: frames to
 * readings, readings to periods, periods to money. Of what the server made of them only the tariff versions are used.
 */
export async function recomputeDemo(days: number): Promise<Recomputed> {
  const install = await Install.start({ isSetUp: true, settings: { STATIONMASTER_DEMO: 'true' } });
  try {
    const until = Date.now();
    await makeHistory(install, days);
    const sessions = (await everySession(install.client)).filter(({ startedAt }) => Date.parse(startedAt) < until);
    return await compare(install.client, sessions);
  } finally {
    await install.stop();
  }
}

/** Resolves when the demo has delivered its history; what it would do from then on is stopped. */
async function makeHistory(install: Install, days: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [demo, '--quiet', '--days', String(days), '--url', install.ocppUrl, '--api', install.url, '--key', install.apiKey],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      if (!text.toString().includes('the network is alive')) return;
      child.kill('SIGTERM');
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
}

async function everySession(client: Client): Promise<Session[]> {
  const sessions: Session[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await client.listSessions({ query: { status: 'ended', limit: 500, ...(cursor ? { cursor } : {}) } });
    sessions.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return sessions;
}

async function compare(client: Client, sessions: readonly Session[]): Promise<Recomputed> {
  const result: Recomputed = { stations: 0, frames: 0, sessions: sessions.length, sums: {}, differing: [] };
  const tariffs = new Map<number, FullTariff>();
  const cents = new Map<string, { stored: number; anew: number }>();
  for (const [stationId, own] of Map.groupBy(sessions, (session) => session.stationId)) {
    const frames = await everyFrame(client, stationId);
    const told = sessionsIn(frames);
    result.stations++;
    result.frames += frames.length;
    for (const session of own) {
      const tariff = await tariffOf(client, session, tariffs);
      const anew = priceOf(told.get(session.transactionId ?? ''), tariff, session.timeZone ?? 'UTC');
      const stored = session.cost?.total ?? null;
      const sum = cents.get(tariff.currency) ?? { stored: 0, anew: 0 };
      cents.set(tariff.currency, { stored: sum.stored + toCents(stored ?? '0'), anew: sum.anew + toCents(anew) });
      if (stored === null || toCents(stored) !== toCents(anew)) result.differing.push({ session: session.id, stored, anew });
    }
  }
  const text = (sum: number): string => (sum / 100).toFixed(2);
  for (const [currency, { stored, anew }] of cents) result.sums[currency] = { stored: text(stored), anew: text(anew) };
  return result;
}

/** Oldest first. */
async function everyFrame(client: Client, stationId: string): Promise<RawFrame[]> {
  const frames: RawFrame[] = [];
  let cursor: string | undefined;
  do {
    const query = { direction: 'in' as const, limit: 500, ...(cursor ? { cursor } : {}) };
    const { items, next } = await client.listFrames({ params: { stationId }, query });
    frames.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return frames.reverse();
}

async function tariffOf(client: Client, { id, tariffVersionId }: Session, known: Map<number, FullTariff>): Promise<FullTariff> {
  const same = known.get(tariffVersionId ?? 0);
  if (same !== undefined) return same;
  const { tariff } = await client.sessionBill({ params: { sessionId: id } });
  if (tariff === null) throw new Error(`session ${id} has no tariff`);
  const { validFrom: _, validUntil: _until, ...frozen } = tariff;
  // The API's tariff is the engine's, but for the times of its validity, which play no part in a price.
  known.set(tariff.versionId, frozen as FullTariff);
  return frozen as FullTariff;
}

/** Below zero, which no session costs, where the frames know of no such session. */
function priceOf(told: ToldSession | undefined, tariff: FullTariff, zone: string): string {
  if (told?.until == null) return '-1';
  const { readings, startedAt, until } = told;
  return costOf({ periods: sessionPeriods(readings, { startedAt, until }), tariff, around: { zone } }).total;
}

const toCents = (text: string): number => Math.round(Number(text) * 100);
