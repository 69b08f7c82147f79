import type { SessionDetails, TransactionLimit } from '@stationmaster/domain';
import { present } from '../present.ts';
import type { Request2x } from './handler.ts';

/** What a TransactionEvent tells beyond the course of the session: most of it is of 2.1 (E16, I12, Q). */
export function detailsOf(request: Request2x<'TransactionEvent'>): SessionDetails {
  const { transactionInfo, numberOfPhasesUsed: phasesUsed, cableMaxCurrent } = request;
  const limit = limitOf(request);
  return present({
    operationMode: 'operationMode' in transactionInfo ? transactionInfo.operationMode : undefined,
    tariffId: 'tariffId' in transactionInfo ? transactionInfo.tariffId : undefined,
    limit: limit ?? undefined,
    timeSpentCharging: transactionInfo.timeSpentCharging,
    phasesUsed,
    cableMaxCurrent,
    preconditioning: 'preconditioningStatus' in request ? request.preconditioningStatus : undefined,
    evseSleep: 'evseSleep' in request ? request.evseSleep : undefined,
    costDetails: 'costDetails' in request ? request.costDetails : undefined,
  });
}

/** The limits this event tells to be in force; null: it tells none. */
export function limitOf({ transactionInfo }: Request2x<'TransactionEvent'>): TransactionLimit | null {
  if (!('transactionLimit' in transactionInfo) || transactionInfo.transactionLimit === undefined) return null;
  const { maxCost, maxEnergy, maxTime, maxSoC } = transactionInfo.transactionLimit;
  return present({ maxCost, maxEnergy, maxTime, maxSoC });
}
