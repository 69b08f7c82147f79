import type { Encoder, EncodersOf, Facts, Message, Said } from '../../../commands/encoded.ts';
import { startProfile } from '../../../commands/start-profile.ts';
import type { Requested } from '../../../commands/words.ts';
import { message, message21, plain, type Request, type Response, reasonOf, schedulable } from './message.ts';

export const remoteControl = {
  // F07: a limit is told in the answer to the first event of the session, which only 2.1 can.
  start: (request, facts) => (request.limit === undefined ? start('ocpp2.0.1', request, facts) : null),
  stop: (_request, facts) =>
    facts.transactionId === null ? [] : [message('RequestStopTransaction', { transactionId: facts.transactionId }, plain)],
  reset: ({ kind, evseId }) =>
    kind === 'resume'
      ? null
      : [message('Reset', { type: kind === 'hard' ? 'Immediate' : 'OnIdle', ...(evseId === undefined ? {} : { evseId }) }, schedulable)],
  unlock: (request) => [message('UnlockConnector', { evseId: request.evseId, connectorId: request.connectorId }, readUnlock)],
  changeAvailability: (request) => [
    message(
      'ChangeAvailability',
      {
        operationalStatus: request.operative ? 'Operative' : 'Inoperative',
        ...(request.evseId === 0
          ? {}
          : { evse: { id: request.evseId, ...(request.connectorId === undefined ? {} : { connectorId: request.connectorId }) } }),
      },
      schedulable,
    ),
  ],
  trigger: (request, facts) => {
    const { message: wanted } = request;
    if (isOf21(wanted) || wanted === 'DiagnosticsStatusNotification') return null;
    return triggers(request, facts).map((evse) =>
      message('TriggerMessage', { requestedMessage: wanted, ...(evse === null ? {} : { evse }) }, readTrigger),
    );
  },
} satisfies EncodersOf<'start' | 'stop' | 'reset' | 'unlock' | 'changeAvailability' | 'trigger'>;

function start(version: 'ocpp2.0.1' | 'ocpp2.1', request: Requested<'start'>, facts: Facts): Message[] | null {
  const { token, evseId } = request;
  // 2.1 C24, C25: the older version has no word for a payment.
  if (request.tokenType !== undefined && version !== 'ocpp2.1') return null;
  const limits = startProfile(version, request);
  if (limits === null) return null;
  const payload = {
    remoteStartId: facts.commandId,
    idToken: { idToken: token, type: facts.idTokenType as Request<'RequestStartTransaction'>['idToken']['type'] },
    ...(evseId === undefined ? {} : { evseId }),
    ...(limits && { chargingProfile: limits.wire.chargingProfile as unknown as Profile }),
  };
  return [message('RequestStartTransaction', payload, (answer) => limits?.taken(plain(answer)) ?? plain(answer))];
}
/** 2.1 has more in it: the schema of the version checks it on its way out. */
type Profile = NonNullable<Request<'RequestStartTransaction'>['chargingProfile']>;

/** What 2.1 has beyond 2.0.1. */
export const remoteControl21 = {
  start: (request, facts) => start('ocpp2.1', request, facts),
  trigger: (request, facts) => {
    const { message: wanted, custom } = request;
    if (!isOf21(wanted)) return remoteControl.trigger(request, facts);
    // F06: a CustomTrigger has a name, and nothing else has.
    if ((wanted === 'CustomTrigger') !== (custom !== undefined)) return null;
    return triggers(request, facts).map((evse) =>
      message21(
        'TriggerMessage',
        { requestedMessage: wanted, ...(custom === undefined ? {} : { customTrigger: custom }), ...(evse === null ? {} : { evse }) },
        custom === undefined ? readTrigger : readCustom,
      ),
    );
  },
} satisfies EncodersOf<'start' | 'trigger'>;
const isOf21 = (wanted: string): wanted is 'CustomTrigger' | 'SignV2G20Certificate' =>
  wanted === 'CustomTrigger' || wanted === 'SignV2G20Certificate';

/** F06: StatusNotification is asked per connector, with evse and connectorId; without one, every known connector is asked. */
function triggers(
  request: Parameters<Encoder<'trigger'>>[0],
  facts: Parameters<Encoder<'trigger'>>[1],
): ({ id: number; connectorId?: number } | null)[] {
  const { evseId, connectorId } = request;
  if (request.message !== 'StatusNotification')
    return [evseId === undefined || evseId === 0 ? null : { id: evseId, ...(connectorId === undefined ? {} : { connectorId }) }];
  if (evseId !== undefined && evseId > 0) return [{ id: evseId, connectorId: connectorId ?? 1 }];
  return facts.connectors
    .filter((connector) => connector.evseId > 0)
    .map((connector) => ({ id: connector.evseId, connectorId: connector.connectorId }));
}
function readUnlock(answer: Response<'UnlockConnector'>): Said {
  if (answer.status === 'Unlocked') return { status: 'done', reason: reasonOf(answer) };
  return { status: 'rejected', reason: reasonOf(answer) ?? answer.status };
}
function readTrigger(answer: Response<'TriggerMessage'>): Said {
  if (answer.status === 'NotImplemented') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
/** Nobody knows what a maker's own trigger leads to: the answer is all there is. */
function readCustom(answer: Response<'TriggerMessage'>): Said {
  const said = readTrigger(answer);
  return said.status === 'accepted' ? { ...said, status: 'done' } : said;
}
