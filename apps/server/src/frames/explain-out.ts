import { isSecret } from '../gateway/mask.ts';
import { additionsOut } from './explain-additions.ts';
import { cardsOut } from './explain-cards.ts';
import { certificatesOut } from './explain-certificates.ts';
import { customersOut } from './explain-customers.ts';
import { displayOut } from './explain-display.ts';
import { monitoringOut } from './explain-monitoring.ts';
import { smartChargingOut } from './explain-smart-charging.ts';
import { transactionsOut } from './explain-transactions.ts';
import { transfersOut } from './explain-transfers.ts';
import { at, type Explainer, explainer, list, place, type Told, text, type Values } from './told.ts';

const accepted = (answer: unknown): 'accepted' | 'rejected' => (at(answer, 'status') === 'Accepted' ? 'accepted' : 'rejected');
const schedulable = (answer: unknown): 'accepted' | 'rejected' | 'scheduled' =>
  at(answer, 'status') === 'Scheduled' ? 'scheduled' : accepted(answer);

const start = explainer(['accepted', 'rejected'], ({ request, answer }) => [
  accepted(answer),
  { token: text(request, 'idTag', 'idToken.idToken'), place: text(request, 'connectorId', 'evseId') },
]);
const stop = explainer(['accepted', 'rejected'], ({ request, answer }) => [
  accepted(answer),
  { transaction: text(request, 'transactionId') },
]);

const trigger = explainer(['accepted', 'rejected', 'notSupported'], ({ request, answer }) => [
  at(answer, 'status') === 'NotImplemented' ? 'notSupported' : accepted(answer),
  { message: text(request, 'customTrigger', 'requestedMessage') },
]);

/** What we ask of stations, in every version. */
export const explainOut = {
  RemoteStartTransaction: start,
  RequestStartTransaction: start,
  RemoteStopTransaction: stop,
  RequestStopTransaction: stop,
  Reset: explainer(['accepted', 'rejected', 'scheduled'], ({ request, answer }) => [schedulable(answer), { type: text(request, 'type') }]),
  UnlockConnector: explainer(['unlocked', 'failed', 'notSupported'], ({ request, answer }) => {
    const status = at(answer, 'status');
    return [
      status === 'Unlocked' ? 'unlocked' : status === 'NotSupported' ? 'notSupported' : 'failed',
      { place: place(request), status: text(answer, 'status') },
    ];
  }),
  ChangeAvailability: explainer(['operative', 'inoperative', 'scheduled', 'rejected'], changeAvailability),
  TriggerMessage: trigger,
  ExtendedTriggerMessage: trigger,
  GetConfiguration: explainer(['out'], ({ answer }) => [
    'out',
    { number: list(answer, 'configurationKey').length, unknown: list(answer, 'unknownKey').length },
  ]),
  ChangeConfiguration: explainer(['accepted', 'rebootRequired', 'rejected', 'notSupported'], changeConfiguration),
  GetVariables: explainer(['out'], ({ answer }) => ['out', counted(list(answer, 'getVariableResult'))]),
  GetBaseReport: explainer(['accepted', 'rejected', 'empty'], ({ request, answer }) => [
    at(answer, 'status') === 'EmptyResultSet' ? 'empty' : accepted(answer),
    { report: text(request, 'reportBase') },
  ]),
  SetVariables: explainer(['out', 'refused'], setVariables),
  ...monitoringOut,
  ...transfersOut,
  ...certificatesOut,
  ...cardsOut,
  ...transactionsOut,
  ...smartChargingOut,
  ...displayOut,
  ...customersOut,
  ...additionsOut,
} satisfies Record<string, Explainer>;

function changeAvailability({ request, answer }: Told): readonly ['operative' | 'inoperative' | 'scheduled' | 'rejected', Values] {
  const wanted = text(request, 'type', 'operationalStatus');
  const status = schedulable(answer);
  return [status === 'accepted' ? (wanted === 'Operative' ? 'operative' : 'inoperative') : status, { place: place(request), wanted }];
}
function changeConfiguration({ request, answer }: Told): readonly ['accepted' | 'rebootRequired' | 'rejected' | 'notSupported', Values] {
  const variants = { Accepted: 'accepted', RebootRequired: 'rebootRequired', NotSupported: 'notSupported' } as const;
  const key = text(request, 'key');
  const status = String(text(answer, 'status'));
  return [
    Object.hasOwn(variants, status) ? variants[status as keyof typeof variants] : 'rejected',
    { key, value: isSecret(String(key)) ? '•••' : text(request, 'value') },
  ];
}
function counted(results: readonly unknown[]): { number: number; refused: number } {
  const refused = results.filter((result) => !['Accepted', 'RebootRequired'].includes(String(at(result, 'attributeStatus'))));
  return { number: results.length, refused: refused.length };
}
function setVariables({ request, answer }: Told): readonly ['out' | 'refused', Values] {
  const entries = list(request, 'setVariableData');
  const results = counted(list(answer, 'setVariableResult'));
  const names = entries
    .map((entry) => `${text(entry, 'component.name')}.${text(entry, 'variable.name')}`)
    .join(', ')
    .slice(0, 200);
  return [results.refused > 0 ? 'refused' : 'out', { ...results, names }];
}
