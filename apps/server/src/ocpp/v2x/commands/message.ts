import type { ActionOf, RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Message, Said } from '../../../commands/encoded.ts';

type Action = ActionOf<'ocpp2.0.1'>;
export type Request<A extends Action> = RequestOf<'ocpp2.0.1', A>;
export type Response<A extends Action> = ResponseOf<'ocpp2.0.1', A>;
export type Response21<A extends ActionOf<'ocpp2.1'>> = ResponseOf<'ocpp2.1', A>;

/** One call that 2.0.1 and 2.1 share, and how its answer reads. */
export function message<A extends Action>(action: A, payload: Request<A>, read: (answer: Response<A>) => Said): Message {
  // The gateway has checked the answer against the schema of this action before it comes back.
  return { action, payload, read: (answer) => read(answer as Response<A>) };
}

/** One call that only 2.1 has, or has with more in it. */
export function message21<A extends ActionOf<'ocpp2.1'>>(
  action: A,
  payload: RequestOf<'ocpp2.1', A>,
  read: (answer: ResponseOf<'ocpp2.1', A>) => Said,
): Message {
  return { action, payload, read: (answer) => read(answer as ResponseOf<'ocpp2.1', A>) };
}

interface Info {
  statusInfo?: { reasonCode: string; additionalInfo?: string };
}
/** The station's own reason. */
export const reasonOf = ({ statusInfo }: Info): string | null =>
  statusInfo === undefined ? null : [statusInfo.reasonCode, statusInfo.additionalInfo].filter(Boolean).join(': ');

/** Accepted or rejected and nothing more. */
export function plain(answer: { status: 'Accepted' | 'Rejected' } & Info): Said {
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
/** May be put off until the car has left. */
export function schedulable(answer: { status: 'Accepted' | 'Rejected' | 'Scheduled' } & Info): Said {
  if (answer.status === 'Scheduled') return { status: 'scheduled', reason: 'scheduled' };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
