import { frameTime } from '@stationmaster/domain';
import type { RequestOf } from '@stationmaster/ocpp';
import { eventStep, recordStep } from '../reports/step.ts';
import { findLive } from '../sessions/live.ts';
import { joinSteps, type Step, type Turn } from '../stations/step.ts';

/** 2.1 C22–C24: what became of a payment at the station's terminal, by the payment provider's reference. */
export function settled(turn: Turn, told: RequestOf<'ocpp2.1', 'NotifySettlement'>): { step: Step; sessionId: number | null } {
  const { pspRef, transactionId = null, status, settlementAmount, settlementTime, statusInfo = '', customData: _, ...receipt } = told;
  const session = transactionId === null ? undefined : findLive(turn.state, (one) => one.transactionId === transactionId);
  const at = frameTime(settlementTime, turn.at).at;
  const sessionId = session?.id ?? null;
  const evseId = session?.evseId ?? 0;
  const data = {
    ...receipt,
    pspRef,
    transactionId,
    sessionId,
    status,
    amount: settlementAmount,
    currency: session?.currency ?? null,
    at,
    info: statusInfo,
  };
  const isLost = status === 'Rejected' || status === 'Failed';
  return {
    sessionId,
    step: joinSteps([
      recordStep(turn, [{ kind: 'settlement', key: pspRef, evseId, data }]),
      // Money that was earned and did not come.
      ...(isLost
        ? [eventStep(turn, [{ kind: 'event', at, severity: 4, evseId, component: 'Settlement', type: status, text: statusInfo, data }])]
        : []),
    ]),
  };
}
