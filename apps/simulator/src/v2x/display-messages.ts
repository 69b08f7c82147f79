import { type Draft, stationClock, tell } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import { evseOfTransaction } from '../station/obey.ts';
import { listOf, mostOf } from '../station/settings.ts';
import type { Asked, Said, Sent } from './calls.ts';
import { pagesOf, words } from './words.ts';

export type DisplayMessage = Asked<'SetDisplayMessage'>['message'];
type Info = NonNullable<Sent<'NotifyDisplayMessages'>['messageInfo']>[number];
type Refusal = Exclude<Said<'SetDisplayMessage'>['status'], 'Accepted'>;

/** Messages in one part. */
const pageSize = 5;

/** The same id replaces, and so does another one that must always be in front. [P2 O01, O02, O06] */
export function setDisplayMessage(draft: Draft, { message }: Asked<'SetDisplayMessage'>): Obeyed<Said<'SetDisplayMessage'>> {
  const status = refusalOf(draft, message);
  if (status !== null) return { answer: { status } };
  const { state } = draft;
  const isFront = message.priority === 'AlwaysFront';
  const others = state.displays.filter(({ id, priority }) => id !== message.id && !(isFront && priority === 'AlwaysFront'));
  if (others.length >= mostOf(state, 'displayMessages'))
    return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'OutOfStorage' } } };
  state.displays = [...others, message];
  return { answer: { status: 'Accepted' }, after: () => schedule(draft, message) };
}

export function getDisplayMessages(
  draft: Draft,
  { requestId, id: ids, priority, state: shown }: Asked<'GetDisplayMessages'>,
): Obeyed<Said<'GetDisplayMessages'>> {
  const found = draft.state.displays.filter(
    (message) =>
      (ids === undefined || ids.includes(message.id)) &&
      (priority === undefined || message.priority === priority) &&
      (shown === undefined || message.state === shown),
  );
  if (found.length === 0) return { answer: { status: 'Unknown' } };
  const after = (): void => {
    for (const message of partsOf(requestId, found)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}

export function clearDisplayMessage(draft: Draft, { id }: Asked<'ClearDisplayMessage'>): Obeyed<Said<'ClearDisplayMessage'>> {
  if (!draft.state.displays.some((message) => message.id === id)) return { answer: { status: 'Unknown' } };
  displayOver(draft, id);
  return { answer: { status: 'Accepted' } };
}

/** On demand: all that it shows. */
export const sayDisplayMessages: Saying = ({ state }) => partsOf(0, state.displays);

/** Its time is over. [P2 O01] */
export function displayOver(draft: Draft, id: number): void {
  draft.state.displays = draft.state.displays.filter((message) => message.id !== id);
  draft.effects.push({ kind: 'cancel', name: `display:${id}` });
}

/** Those for a transaction go with it. [P2 O02] */
export function dropWithTransactions({ state }: Draft): void {
  const isGone = ({ transactionId }: DisplayMessage): boolean =>
    transactionId !== undefined && !state.evses.some(({ session }) => session?.id === transactionId);
  if (state.displays.some(isGone)) state.displays = state.displays.filter((message) => !isGone(message));
}

function refusalOf(draft: Draft, { message, messageExtra = [], priority, state: shown, transactionId }: DisplayMessage): Refusal | null {
  const { state } = draft;
  const contents = [message, ...messageExtra];
  if (contents.some(({ format }) => !listOf(state, 'displayFormats').includes(format))) return 'NotSupportedMessageFormat';
  if (!listOf(state, 'displayPriorities').includes(priority)) return 'NotSupportedPriority';
  const states = state.version === 'ocpp2.1' ? listOf(state, 'displayStates') : states201;
  if (shown !== undefined && !states.includes(shown)) return 'NotSupportedState';
  if (transactionId !== undefined && evseOfTransaction(draft, transactionId) === undefined) return 'UnknownTransaction';
  const languages = state.settings.get('displaymessagectrlr/0/language')?.values.split(',');
  const isForeign = contents.some(({ language }) => language !== undefined && languages?.includes(language) === false);
  // 2.0.1 shows what it is given, whatever the language.
  return isForeign ? ('LanguageNotSupported' as Refusal) : null;
}

const states201 = ['Charging', 'Faulted', 'Idle', 'Unavailable'];

function schedule(draft: Draft, { id, endDateTime }: DisplayMessage): void {
  tell(draft, 'shown', { what: 'message', id });
  if (endDateTime === undefined) return;
  draft.effects.push({ kind: 'timer', name: `display:${id}`, afterMs: Date.parse(endDateTime) - stationClock(draft), clock: 'world' });
}

function partsOf(requestId: number, messages: readonly DisplayMessage[]): Message[] {
  const pages = pagesOf(messages, pageSize);
  return pages.map((page, index) => {
    const [first, ...rest] = page as readonly Info[];
    const messageInfo = first === undefined ? {} : { messageInfo: [first, ...rest] as [Info, ...Info[]] };
    return words('NotifyDisplayMessages', { requestId, tbc: index < pages.length - 1, ...messageInfo });
  });
}
