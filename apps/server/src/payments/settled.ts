import { frameTime, startKey2x } from '@stationmaster/domain';
import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import { eventStep, recordStep } from '../reports/step.ts';
import { findByKey } from '../sessions/find.ts';
import { joinSteps, type Step, type Turn } from '../stations/step.ts';
import { receiptAddress, receiptKey } from './receipt.ts';

type Told = RequestOf<'ocpp2.1', 'NotifySettlement'>;
interface Settled {
  step: Step;
  sessionId: number | null;
  /** Of the receipt that we make; empty where the terminal makes it, or nothing was paid. */
  answer: ResponseOf<'ocpp2.1', 'NotifySettlement'>;
}

/** 2.1 C19–C22: what became of a payment at the station's terminal, by the payment provider's reference. `followPayments` books it. */
export async function settled(context: Pick<Context, 'db' | 'config'>, turn: Turn, told: Told): Promise<Settled> {
  const { pspRef, transactionId = null, status, settlementAmount, settlementTime, statusInfo = '', customData: _, ...receipt } = told;
  const session = transactionId === null ? null : await findByKey(context, turn.state, { key: startKey2x(transactionId), isLive: false });
  const at = frameTime(settlementTime, turn.at).at;
  const sessionId = session?.id ?? null;
  const evseId = session?.evseId ?? 0;
  // The payment is known by what was held to the reader; a terminal may have another reference beside it.
  const reference = session?.idTokenType === 'DirectPayment' ? (session.idToken ?? pspRef) : pspRef;
  const data = {
    ...receipt,
    pspRef,
    reference,
    transactionId,
    sessionId,
    status,
    amount: settlementAmount,
    currency: session?.currency ?? null,
    at,
    info: statusInfo,
  };
  const isLost = status === 'Rejected' || status === 'Failed';
  const isOurs = status === 'Settled' && sessionId !== null && told.receiptUrl === undefined && told.receiptId === undefined;
  const key = receiptKey(context.config, { stationId: turn.state.id, reference });
  return {
    sessionId,
    answer: isOurs ? { receiptUrl: receiptAddress(context.config, key), receiptId: receiptNumber(sessionId) } : {},
    step: joinSteps([
      recordStep(turn, [{ kind: 'settlement', key: pspRef, evseId, data }]),
      // Money that was earned and did not come.
      ...(isLost
        ? [eventStep(turn, [{ kind: 'event', at, severity: 4, evseId, component: 'Settlement', type: status, text: statusInfo, data }])]
        : []),
    ]),
  };
}

/** A receipt is known by the session it is for. */
export function receiptNumber(sessionId: number): string {
  return `S${sessionId}`;
}
