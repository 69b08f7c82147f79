import { type Draft, stationClock } from '../station/draft.ts';
import { iso, type Obeyed, type Saying } from '../station/face.ts';
import { keyOfCard } from '../station/known-cards.ts';
import type { StationState } from '../station/state.ts';
import type { Asked, Said } from './calls.ts';
import { sendWords, words } from './words.ts';

type Request = Asked<'CustomerInformation'>;

/** What fits into one part. [P2 NotifyCustomerInformationRequest.data] */
const partLength = 512;

/** Exactly one way to name the customer, and something to do. [P2 N09, N10] */
export function customerInformation(draft: Draft, request: Request): Obeyed<Said<'CustomerInformation'>> {
  const { idToken, customerIdentifier, customerCertificate, report, clear, requestId } = request;
  const names = [idToken, customerIdentifier, customerCertificate].filter((name) => name !== undefined);
  if (names.length !== 1) return { answer: { status: 'Invalid' } };
  if (!report && !clear) return { answer: { status: 'Rejected' } };
  const after = (): void => {
    const data = dataOf(draft.state, request);
    if (clear) forget(draft, request);
    if (report) tellParts(draft, requestId, data);
  };
  return { answer: { status: 'Accepted' }, after };
}

export const sayCustomerInformation: Saying = (draft) => [
  words('NotifyCustomerInformation', { requestId: 0, seqNo: 0, generatedAt: iso(stationClock(draft)), data: '' }),
];

function tellParts(draft: Draft, requestId: number, data: string): void {
  const parts = data.match(new RegExp(`.{1,${partLength}}`, 'gs')) ?? [''];
  for (const [seqNo, part] of parts.entries()) {
    const tbc = seqNo < parts.length - 1;
    sendWords(draft, 'NotifyCustomerInformation', { requestId, seqNo, tbc, generatedAt: iso(stationClock(draft)), data: part });
  }
}

/** What the station remembers; nothing of a certificate, and of an identifier only where it is a card's own. */
function dataOf(state: StationState, request: Request): string {
  const key = keyOf(state, request);
  const cached = state.cache.get(key);
  const listed = state.localList.cards.get(key);
  return [
    ...(cached === undefined ? [] : [`authorization cache: ${cached.status}`]),
    ...(listed === undefined ? [] : [`local authorization list: ${listed.status}`]),
    ...state.history
      .filter((session) => keyOfCard(state, session) === key)
      .map(({ id, startedAt, endedAt, energyWh }) => `transaction ${id}: ${iso(startedAt)} to ${iso(endedAt)}, ${energyWh} Wh`),
  ].join('\n');
}

/** The list is the CSMS's own: it takes the card out itself. [P2 N10] */
function forget({ state }: Draft, request: Request): void {
  const key = keyOf(state, request);
  state.cache = new Map([...state.cache].filter(([known]) => known !== key));
  state.history = state.history.filter((session) => keyOfCard(state, session) !== key);
}

function keyOf(state: StationState, { idToken, customerIdentifier = '' }: Request): string {
  if (idToken === undefined) return keyOfCard(state, { idToken: customerIdentifier, idTokenType: 'Central' });
  return keyOfCard(state, { idToken: idToken.idToken, idTokenType: idToken.type });
}
