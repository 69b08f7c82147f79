import { type ListEntry, type WantedList, wantedList } from '@stationmaster/domain';
import { configurationRows } from '../commands/configuration.ts';
import type { VariableSaid } from '../commands/encoded.ts';
import type { Context } from '../context.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { findListSettings, type ListSettings, selectCards, withLastUse } from './cards-store.ts';
import { type Ended, ended, inStep } from './ended.ts';
import { partsOf, type UnnumberedPart } from './part.ts';
import { changeList, type ListRow, nextVersion, saveHeld, selectHeld } from './store.ts';
import { ask, type Heard, type Listener } from './talk.ts';
import { type ListWords, listWords } from './wire.ts';

export type SyncContext = Pick<Context, 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;
export interface Order {
  stationId: number;
  /** Of the person who wants it now; null: the server by itself. */
  commandId: number | null;
  /** The whole list, whatever the station holds. */
  isForced: boolean;
}
interface Work {
  context: SyncContext;
  listener: Listener;
  words: ListWords;
  row: ListRow;
  settings: ListSettings;
}

/**
 * Brings one station's list in step with the cards, or empties it where it is no longer kept. The station is asked first
 * what it holds: only when that is the very list we know of, it is told the differences; otherwise the whole list. What
 * it holds counts as unknown from the first message on until the station itself has told the new version: a server that
 * is killed in between begins anew.
 */
export async function syncList(context: SyncContext, order: Order, row: ListRow): Promise<Ended> {
  const { stationId, commandId, isForced } = order;
  const live = context.gateway.peek(stationId);
  if (live === undefined) return ended('offline');
  if (!mayBeSent(live, 'SendLocalList')) return ended('notAccepted');
  await changeList(context.db, stationId, { triedAt: context.clock(), ...(isForced ? { without: [] } : {}) });
  const listener = { stationId, timeoutMs: row.call_timeout_ms, commandId };
  const words = listWords[live.version];

  const settings = await knownSettings({ context, listener, words, row });
  const work = { context, listener, words, row: isForced ? { ...row, without: [] } : row, settings };
  const told = await askVersion(work);
  if (typeof told !== 'number') return told;
  if (told === -1) return ended('unsupported');

  const wanted = await wantedOf(work);
  const isKnown = !isForced && row.held_version === told;
  const held = isKnown ? await selectHeld(context.db, stationId) : null;
  const parts = partsOf(held, wanted.entries, { limit: settings, wire: words.line });
  if (parts.length === 0) return inStep(wanted, { version: told, entries: wanted.entries, isNew: false });
  const sent = await sendParts(work, { parts, above: told });
  // A differential one that does not fit: the station is told all of it. (16 §5.15, P2 D01)
  const again = isKnown && sent.kind === 'refused' ? await sendWhole(work, wanted, told) : sent;
  return again.kind === 'taken' ? await proved(work, wanted, again.version) : again.ended;
}

/** What the station tells of its list, asked for before the first time. */
async function knownSettings({ context, listener, words, row }: Omit<Work, 'settings'>): Promise<ListSettings> {
  const settings = await findListSettings(context.db, row.id);
  // One that does not tell is not asked again and again.
  if (settings.isKnown || row.told_version !== null) return settings;
  const variables: VariableSaid[] = [];
  for (const message of words.askSettings()) {
    const heard = await ask(context, listener, message);
    if (heard.kind === 'said') variables.push(...(heard.said.variables ?? []));
  }
  const station = { stationId: row.id, tenantId: row.tenant_id, identity: row.identity };
  await context.commit(await configurationRows(context.db, station, { variables, at: context.clock() }));
  return await findListSettings(context.db, row.id);
}

/** What the station says it holds; kept, whatever comes of the rest. */
async function askVersion({ context, listener, words }: Work): Promise<number | Ended> {
  const heard = await ask(context, listener, words.askVersion());
  if (heard.kind === 'lost') return lostEnd(heard);
  const version = heard.said.listVersion ?? -1;
  await changeList(context.db, listener.stationId, { toldVersion: version, toldAt: context.clock() });
  return version;
}

function lostEnd({ status, reason }: Extract<Heard, { kind: 'lost' }>): Ended {
  return status === 'notSupported' ? ended('unsupported') : ended('unanswered', reason ?? status);
}

async function wantedOf({ context: { db, clock }, row, words, settings: { most } }: Work): Promise<WantedList> {
  const at = clock();
  const without = new Set(row.without);
  const cards = row.is_kept ? await selectCards(db, row) : [];
  const wanted = wantedList(cards, { ...words, most }, { at, without });
  return wanted.leftOut === 0 ? wanted : wantedList(await withLastUse(db, cards), { ...words, most }, { at, without });
}

type Sent = { kind: 'taken'; version: number } | { kind: 'refused' | 'lost'; ended: Ended };

function sendWhole(work: Work, wanted: WantedList, above: number): Promise<Sent> {
  const parts = partsOf(null, wanted.entries, { limit: work.settings, wire: work.words.line });
  return sendParts(work, { parts, above });
}

/** One message after the other, each with a number of its own; from now on until it is proved nothing is known of the station's list. */
async function sendParts(
  { context, listener, words }: Work,
  { parts, above }: { parts: readonly UnnumberedPart[]; above: number },
): Promise<Sent> {
  const { db } = context;
  await changeList(db, listener.stationId, { heldVersion: null, state: 'behind', reason: null, inStepSince: null });
  let version = above;
  for (const part of parts) {
    version = await nextVersion(db, version);
    const heard = await ask(context, listener, words.send({ ...part, version }));
    if (heard.kind === 'lost') return { kind: 'lost', ended: lostEnd(heard) };
    if (heard.said.status === 'notSupported') return { kind: 'lost', ended: ended('unsupported') };
    if (heard.said.status !== 'done') return { kind: 'refused', ended: ended('refused', heard.said.reason) };
  }
  return { kind: 'taken', version };
}

/** Accepted is not yet done: the station is asked again, and its word is the proof. An empty list has the number 0. */
async function proved(work: Work, wanted: WantedList, version: number): Promise<Ended> {
  const told = await askVersion(work);
  if (typeof told !== 'number') return told;
  const isProved = told === version || (told === 0 && wanted.entries.size === 0);
  if (!isProved) return ended('refused', 'anotherVersion');
  const entries: ReadonlyMap<string, ListEntry> = wanted.entries;
  await saveHeld(work.context.db, work.listener.stationId, { entries, heldVersion: told });
  return inStep(wanted, { version: told, entries, isNew: true });
}
