import { listDone, recordStep } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { type MessageInfo, messageRecord } from './message.ts';

/** 2.x O03, O04: one page of the messages that were asked for. Asked for all, what the last page leaves out is gone. */
export function messagesListed(turn: Turn, page: { requestId: number; messages: readonly MessageInfo[]; isLast: boolean }): Step {
  const { requestId, messages, isLast } = page;
  const asked = turn.state.awaiting.get(requestId);
  const isAll =
    asked?.request.verb === 'getDisplayMessages' &&
    asked.request.ids === undefined &&
    asked.request.priority === undefined &&
    asked.request.state === undefined;
  return joinSteps([
    recordStep(turn, messages.map(messageRecord)),
    ...(isLast && isAll ? [listDone(turn, 'displayMessage', asked.at)] : []),
    ...(isLast ? [effectStep(turn, { kind: 'message', action: 'NotifyDisplayMessages', evseId: null, requestId })] : []),
  ]);
}
