import { additionsIn } from './explain-additions.ts';
import { cardsIn } from './explain-cards.ts';
import { certificatesIn } from './explain-certificates.ts';
import { customersIn } from './explain-customers.ts';
import { displayIn } from './explain-display.ts';
import { monitoringIn } from './explain-monitoring.ts';
import { smartChargingIn } from './explain-smart-charging.ts';
import { transactionsIn } from './explain-transactions.ts';
import { transfersIn } from './explain-transfers.ts';
import { at, type Explainer, explainer, kwh, list, place, registerKwh, type Told, text, type Values } from './told.ts';

const token = (request: unknown): string | number =>
  at(request, 'idToken.type') === 'KeyCode' ? '•••' : text(request, 'idTag', 'idToken.idToken');
const verdict = (answer: unknown): string | number => text(answer, 'idTagInfo.status', 'idTokenInfo.status');
const isRefused = (answer: unknown): boolean => !['Accepted', '–'].includes(String(verdict(answer)));

/** What stations tell us, in every version: the words differ, the sentence is one. */
export const explainIn = {
  Authorize: explainer(['accepted', 'refused'], ({ request, answer }) => [
    isRefused(answer) ? 'refused' : 'accepted',
    { token: token(request), status: verdict(answer) },
  ]),
  BootNotification: explainer(['accepted', 'pending', 'rejected'], boot),
  DataTransfer: explainer(['in'], ({ request, answer }) => [
    'in',
    { vendor: text(request, 'vendorId'), message: text(request, 'messageId'), status: text(answer, 'status') },
  ]),
  Heartbeat: explainer(['in'], ({ answer }) => ['in', { time: text(answer, 'currentTime') }]),
  MeterValues: explainer(['register', 'values'], meterValues),
  NotifyEvent: explainer(['one', 'several'], notifyEvent),
  ...monitoringIn,
  NotifyReport: explainer(['page', 'last'], ({ request }) => [
    at(request, 'tbc') === true ? 'page' : 'last',
    { page: Number(at(request, 'seqNo') ?? 0) + 1, number: list(request, 'reportData').length },
  ]),
  ...cardsIn,
  StartTransaction: explainer(['accepted', 'refused'], startTransaction),
  StatusNotification: explainer(['connector', 'station', 'error'], statusNotification),
  StopTransaction: explainer(['in', 'refused'], ({ request, answer }) => [
    isRefused(answer) ? 'refused' : 'in',
    {
      transaction: text(request, 'transactionId'),
      meter: kwh(text(request, 'meterStop')),
      reason: text({ local: 'Local', ...Object(request) }, 'reason', 'local'),
      status: verdict(answer),
    },
  ]),
  TransactionEvent: explainer(['started', 'updated', 'updatedRegister', 'ended', 'refused'], transactionEvent),
  ...transfersIn,
  ...certificatesIn,
  ...transactionsIn,
  ...smartChargingIn,
  ...displayIn,
  ...customersIn,
  ...additionsIn,
} satisfies Record<string, Explainer>;

function boot({ request, answer }: Told): readonly ['accepted' | 'pending' | 'rejected', Values] {
  const status = at(answer, 'status');
  const values = {
    vendor: text(request, 'chargePointVendor', 'chargingStation.vendorName'),
    model: text(request, 'chargePointModel', 'chargingStation.model'),
    firmware: text(request, 'firmwareVersion', 'chargingStation.firmwareVersion'),
    interval: text(answer, 'interval'),
  };
  return [status === 'Pending' ? 'pending' : status === 'Rejected' ? 'rejected' : 'accepted', values];
}
function meterValues({ request }: Told): readonly ['register' | 'values', Values] {
  const values = list(request, 'meterValue');
  const register = registerKwh(values);
  const number = values.reduce<number>((sum, value) => sum + list(value, 'sampledValue').length, 0);
  return register === null ? ['values', { place: place(request), number }] : ['register', { place: place(request), number, register }];
}
function notifyEvent({ request }: Told): readonly ['one' | 'several', Values] {
  const events = list(request, 'eventData');
  const first = events[0];
  const values = {
    number: events.length,
    component: text(first, 'component.name'),
    variable: text(first, 'variable.name'),
    value: text(first, 'actualValue'),
  };
  return [events.length > 1 ? 'several' : 'one', values];
}
function startTransaction({ request, answer }: Told): readonly ['accepted' | 'refused', Values] {
  return [
    isRefused(answer) ? 'refused' : 'accepted',
    {
      place: place(request),
      token: token(request),
      meter: kwh(text(request, 'meterStart')),
      transaction: text(answer, 'transactionId'),
      status: verdict(answer),
    },
  ];
}
function statusNotification({ request }: Told): readonly ['connector' | 'station' | 'error', Values] {
  const values = {
    place: place(request),
    status: text(request, 'status', 'connectorStatus'),
    error: text(request, 'errorCode'),
    info: text(request, 'info', 'vendorErrorCode'),
  };
  if (values.error !== '–' && values.error !== 'NoError') return ['error', values];
  return [values.place === '0' ? 'station' : 'connector', values];
}
function transactionEvent({ request, answer }: Told): readonly ['started' | 'updated' | 'updatedRegister' | 'ended' | 'refused', Values] {
  const register = registerKwh(list(request, 'meterValue'));
  const values = {
    transaction: text(request, 'transactionInfo.transactionId'),
    trigger: text(request, 'triggerReason'),
    state: text(request, 'transactionInfo.chargingState'),
    reason: text(request, 'transactionInfo.stoppedReason'),
    seqNo: text(request, 'seqNo'),
    token: token(request),
    status: verdict(answer),
    register: register ?? '–',
  };
  if (isRefused(answer)) return ['refused', values];
  const type = at(request, 'eventType');
  if (type === 'Started') return ['started', values];
  if (type === 'Ended') return ['ended', values];
  return [register === null ? 'updated' : 'updatedRegister', values];
}
