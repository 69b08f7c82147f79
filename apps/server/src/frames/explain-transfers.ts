import { type TransferKind, transferPhase } from '@stationmaster/domain';
import { at, type Explainer, explainer, list, type Told, text, type Values } from './told.ts';

const status = (kind: TransferKind) => explainer(['idle', 'running', 'done', 'failed'], (told) => progress(kind, told));

/** How far firmware and logs are. */
export const transfersIn = {
  FirmwareStatusNotification: status('firmware'),
  SignedFirmwareStatusNotification: status('firmware'),
  PublishFirmwareStatusNotification: status('publishFirmware'),
  DiagnosticsStatusNotification: status('log'),
  LogStatusNotification: status('log'),
} satisfies Record<string, Explainer>;

const update = explainer(['accepted', 'replaces', 'rejected'], ({ request, answer }) => [
  taken(answer),
  { location: text(request, 'firmware.location', 'location'), status: text(answer, 'status') },
]);
const log = explainer(['accepted', 'replaces', 'rejected'], ({ request, answer }) => [
  taken(answer),
  { log: text(request, 'logType'), location: text(request, 'log.remoteLocation'), file: text(answer, 'filename') },
]);

/** What we ask stations to fetch and to deliver. */
export const transfersOut = {
  // The plain answer of 1.6 says nothing: it has been heard.
  UpdateFirmware: explainer(['accepted', 'replaces', 'rejected'], (told) =>
    at(told.answer, 'status') === undefined ? ['accepted', update.tell(told)[1]] : [taken(told.answer), update.tell(told)[1]],
  ),
  SignedUpdateFirmware: update,
  PublishFirmware: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    at(answer, 'status') === 'Accepted' ? 'accepted' : 'rejected',
    { location: text(request, 'location') },
  ]),
  UnpublishFirmware: explainer(['done', 'rejected'], ({ answer }) => [
    at(answer, 'status') === 'Unpublished' ? 'done' : 'rejected',
    { status: text(answer, 'status') },
  ]),
  GetDiagnostics: explainer(['accepted', 'nothing'], ({ request, answer }) => [
    at(answer, 'fileName') === undefined ? 'nothing' : 'accepted',
    { location: text(request, 'location'), file: text(answer, 'fileName') },
  ]),
  GetLog: log,
} satisfies Record<string, Explainer>;

function taken(answer: unknown): 'accepted' | 'replaces' | 'rejected' {
  const said = at(answer, 'status');
  if (said === 'AcceptedCanceled') return 'replaces';
  return said === 'Accepted' ? 'accepted' : 'rejected';
}

function progress(kind: TransferKind, { request }: Told): readonly ['idle' | 'running' | 'done' | 'failed', Values] {
  const phase = transferPhase(kind, String(at(request, 'status')));
  const values = {
    status: text(request, 'status'),
    request: text(request, 'requestId'),
    reason: text(request, 'statusInfo.reasonCode'),
    locations: list(request, 'location').join(', ').slice(0, 200) || '–',
  };
  return [phase === 'waiting' ? 'running' : phase, values];
}
