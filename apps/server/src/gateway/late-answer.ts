import { acceptResponse, type LateAnswer, type Version } from '@stationmaster/ocpp';
import type { Writes } from '../db/writes.ts';
import { deviationsOf } from './deviations.ts';
import { storedAnswer } from './mask.ts';

/** The message that it answers, as the log has it. */
interface Asked {
  id: number;
  tenantId: number;
  stationId: number;
  at: number;
}

/** An answer that came after its time was over belongs into the log beside its message, with what had to be repaired. */
export function lateAnswerWrites(
  asked: Asked,
  { action, payload, text, error }: LateAnswer,
  { version, answeredAt }: { version: Version; answeredAt: number },
): Writes {
  const accepted = error === undefined ? acceptResponse(version, action, payload) : null;
  const repairs = accepted?.ok && accepted.repairs.length > 0 ? accepted.repairs : null;
  const { id, stationId, at } = asked;
  const lateAnswer = [{ id, stationId, at, answer: storedAnswer(text), answeredAt, repairs }];
  return repairs === null ? { lateAnswer } : { lateAnswer, ...deviationsOf({ ...asked, direction: 'out', action }, repairs) };
}
