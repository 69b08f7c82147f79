import { frameTime } from '@stationmaster/domain';
import { recordStep } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';

/** One part of what a station keeps of a customer. */
export interface CustomerPart {
  requestId: number;
  seqNo: number;
  text: string;
  isLast: boolean;
  generatedAt: string;
}

/** Every part is kept by itself: they may come in any order, or twice. */
export function customerTold(turn: Turn, { requestId, seqNo, text, isLast, generatedAt }: CustomerPart): Step {
  const data = { requestId, seqNo, text, isLast, generatedAt: frameTime(generatedAt, turn.at).at };
  const told = recordStep(turn, [{ kind: 'customerInformation', key: `${requestId}/${seqNo}`, evseId: 0, data }]);
  if (!isLast) return told;
  return joinSteps([told, effectStep(turn, { kind: 'message', action: 'NotifyCustomerInformation', evseId: null, requestId })]);
}
