import type { Context } from '../context.ts';
import { around } from '../prices/around.ts';
import type { StationState } from '../stations/state.ts';
import { costPrices } from '../tariffs/tell.ts';
import { selectCostStations16 } from './cost-store.ts';
import { type LiveSession, liveSessions } from './live.ts';
import { priced } from './price.ts';

/** A display that shows the money run needs no more: a session is told at most so often. */
const everyMs = 60_000;
/** A station that comes back later has parted with its driver. */
const finalForMs = 600_000;
const vendorId = 'org.openchargealliance.costmsg';

type Needs = Pick<Context, 'db' | 'gateway' | 'clock' | 'log'>;

/**
 * Job: "OCPP & California Pricing Requirements" (Open Charge Alliance) for 1.6, by DataTransfer: what a session has cost so far
 * (RunningCost) and in the end (FinalCost). What was told is kept in memory: a restart tells it once more.
 */
export function costTeller16(context: Needs): () => Promise<number> {
  const told = new Map<string, { total: string; at: number }>();
  return async () => {
    const now = context.clock();
    for (const [key, { at }] of told) if (at < now - 60 * everyMs) told.delete(key);
    let count = 0;
    for (const id of await selectCostStations16(context.db, new Date(now - finalForMs))) {
      const state = context.gateway.peek(id);
      if (state === undefined || state.phase !== 'accepted') continue;
      for (const session of liveSessions(state)) {
        const message = messageOf(state, session, now);
        if (message === null) continue;
        const key = `${session.id} ${message.messageId}`;
        const last = told.get(key);
        const isDue =
          last === undefined || (message.total !== last.total && (message.messageId === 'FinalCost' || now - last.at >= everyMs));
        if (!isDue) continue;
        told.set(key, { total: message.total, at: now });
        await tell(context, state, { session, message });
        count++;
      }
    }
    return count;
  };
}

interface Message {
  messageId: 'RunningCost' | 'FinalCost';
  total: string;
  data: Record<string, unknown>;
}

function messageOf(state: StationState, session: LiveSession, now: number): Message | null {
  const { tariff, status, endedAt, currency } = session;
  const transactionId = Number(session.transactionId);
  if (tariff === null || !Number.isSafeInteger(transactionId)) return null;
  if (status === 'ended') {
    if (session.total === null || (endedAt ?? 0) < now - finalForMs) return null;
    const data = { transactionId, cost: Number(session.total), priceText: `${session.total} ${currency ?? ''}`.trim() };
    return { messageId: 'FinalCost', total: session.total, data };
  }
  const { total } = priced(session, { state, until: now });
  if (total === null) return null;
  const surroundings = around(session.priceFacts ?? { zone: state.timeZone }, state.market);
  const isCharging = session.state.states?.at(-1)?.state !== 'idle';
  const data = {
    transactionId,
    timestamp: new Date(now).toISOString(),
    meterValue: session.meterLastWh ?? session.meterStartWh ?? 0,
    cost: Number(total),
    state: isCharging ? 'Charging' : 'Idle',
    ...costPrices(tariff, { around: surroundings, at: now }),
  };
  return { messageId: 'RunningCost', total, data };
}

async function tell(
  { gateway, log }: Pick<Needs, 'gateway' | 'log'>,
  state: StationState,
  { session, message: { messageId, data } }: { session: LiveSession; message: Message },
): Promise<void> {
  const payload = { vendorId, messageId, data: JSON.stringify(data) };
  const outcome = await gateway.send(state.id, {
    action: 'DataTransfer',
    payload,
    timeoutMs: state.callTimeoutMs,
    commandId: null,
    sessionId: session.id,
  });
  if (outcome.kind === 'error') log.info({ station: state.identity, code: outcome.code }, 'station.showsNoCost');
}
