import type { forwardingRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import type { Call, Output } from '../http/handler.ts';
import { ocppUrl, tlsUrl } from '../lobby/ocpp-url.ts';
import { recordKeptMs } from './keep.ts';
import { countLost, selectGivenUp, selectOwnAddresses, selectWrittenAddress } from './stand-store.ts';

type Db = Parameters<Parameters<Call['tx']>[0]>[0];
type Stand = Pick<Output<typeof forwardingRoutes.getForwarding>, 'keeps' | 'givenUp' | 'lostSessions' | 'movedTo'>;
interface Of {
  id: number;
  /** Of its second back end; null: it has none. */
  url: string | null;
}

/** What an operator has to know beside how the line stands: what will never be told there, and whether the station goes away from us. */
export async function standOf({ config }: Pick<Context, 'config'>, db: Db, { id, url, now }: Of & { now: number }): Promise<Stand> {
  const keeps = { messages: config.forwardingMessages, days: config.forwardingDays };
  if (url === null) return { keeps, givenUp: null, lostSessions: 0, movedTo: null };
  const row = await selectGivenUp(db, id, now - recordKeptMs);
  const { messages = 0, sessions = 0, first = null, last = null } = row ?? {};
  const givenUp = first === null || last === null ? null : { messages, sessions, first: first.toISOString(), last: last.toISOString() };
  return { keeps, givenUp, lostSessions: await countLost(db, id), movedTo: await movedTo(config, db, { id, url }) };
}

async function movedTo(config: Context['config'], db: Db, { id, url }: { id: number; url: string }): Promise<Stand['movedTo']> {
  const written = await selectWrittenAddress(db, id);
  if (written === undefined) return null;
  const host = hostOf(written.url);
  const ours = [ocppUrl(config), tlsUrl(config) ?? '', ...(await selectOwnAddresses(db, id))].map(hostOf);
  if (ours.includes(host)) return null;
  return { url: written.url, at: written.at.toISOString(), isSecondBackEnd: host === hostOf(url) };
}

/** Where it leads, whatever path and id come after; the text itself where it is no address. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
