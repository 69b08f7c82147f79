import { type Draft, evseOf, stationClock, tell } from '../station/draft.ts';
import { type Hearing, iso, type Obeyed, type Saying } from '../station/face.ts';
import type { Asked, Heard, Said, Sent } from './calls.ts';
import { words } from './words.ts';

/** Somebody pays for this EVSE on a web page: nobody else gets in before `timeout` seconds are over. [21P2 C25] */
export function notifyWebPaymentStarted(
  draft: Draft,
  { evseId, timeout }: Asked<'NotifyWebPaymentStarted'>,
): Obeyed<Said<'NotifyWebPaymentStarted'>> {
  const after = (): void => {
    const evse = evseOf(draft, evseId);
    if (evse !== undefined) evse.lockedUntil = draft.at + timeout * 1000;
  };
  return { answer: {}, after };
}

/** On demand: the payment terminal has settled the last session, or the one that runs. [21P2 C21] */
export const saySettlement: Saying = (draft, evseId) => {
  const session = evseOf(draft, evseId ?? 1)?.session ?? null;
  const last = draft.state.history.at(-1);
  const transactionId = session?.id ?? last?.id;
  return [
    words('NotifySettlement', {
      pspRef: `PSP-${draft.state.sessionCount}`,
      status: 'Settled',
      settlementAmount: session?.totalCost ?? 0,
      settlementTime: iso(stationClock(draft)),
      ...(transactionId === undefined ? {} : { transactionId }),
    }),
  ];
};

/** The receipt of the CSMS is shown. */
export const settlementHeard: Hearing<Sent<'NotifySettlement'>, Heard<'NotifySettlement'>> = (draft, _request, { receiptUrl, receiptId }) =>
  tell(draft, 'shown', { what: 'receipt', receiptUrl: receiptUrl ?? null, receiptId: receiptId ?? null });

/** On demand: a driver wants an invoice for a company. [21P2 C23] */
export const sayVatNumber: Saying = (_draft, evseId) => [
  words('VatNumberValidation', { vatNumber: 'DE123456789', ...(evseId === null ? {} : { evseId }) }),
];
