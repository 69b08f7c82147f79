import { at, type Explainer, explainer, list, text } from './told.ts';

const isAccepted = (answer: unknown): boolean => at(answer, 'status') === 'Accepted';

/** What only stations of 2.1 tell: control by the grid, swapped batteries, payments. */
export const additionsIn = {
  ReportDERControl: explainer(['page', 'last'], ({ request }) => [
    at(request, 'tbc') === true ? 'page' : 'last',
    {
      number: ['curve', 'enterService', 'fixedPFAbsorb', 'fixedPFInject', 'fixedVar', 'freqDroop', 'gradient', 'limitMaxDischarge'].reduce(
        (sum, name) => sum + list(request, name).length,
        0,
      ),
    },
  ]),
  NotifyDERAlarm: explainer(['alarm', 'ended'], ({ request }) => [
    at(request, 'alarmEnded') === true ? 'ended' : 'alarm',
    { control: text(request, 'controlType'), fault: text(request, 'gridEventFault'), info: text(request, 'extraInfo') },
  ]),
  NotifyDERStartStop: explainer(['started', 'stopped'], ({ request }) => [
    at(request, 'started') === true ? 'started' : 'stopped',
    { control: text(request, 'controlId'), number: list(request, 'supersededIds').length },
  ]),
  BatterySwap: explainer(['in', 'out', 'timeout'], ({ request }) => {
    const type = at(request, 'eventType');
    return [
      type === 'BatteryIn' ? 'in' : type === 'BatteryOut' ? 'out' : 'timeout',
      {
        number: list(request, 'batteryData').length,
        serial: text(list(request, 'batteryData')[0], 'serialNumber'),
        soc: text(list(request, 'batteryData')[0], 'soC'),
      },
    ];
  }),
  NotifySettlement: explainer(['settled', 'lost'], ({ request }) => [
    ['Settled', 'Canceled'].includes(String(at(request, 'status'))) ? 'settled' : 'lost',
    { reference: text(request, 'pspRef'), amount: text(request, 'settlementAmount'), status: text(request, 'status') },
  ]),
  VatNumberValidation: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { number: text(request, 'vatNumber'), reason: text(answer, 'statusInfo.reasonCode') },
  ]),
} satisfies Record<string, Explainer>;

const control = (request: unknown) => ({ type: text(request, 'controlType'), id: text(request, 'controlId') });

/** What only stations of 2.1 are asked. */
export const additionsOut = {
  SetDERControl: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { ...control(request), status: text(answer, 'status') },
  ]),
  GetDERControl: explainer(['accepted', 'none'], ({ answer }) => [
    isAccepted(answer) ? 'accepted' : 'none',
    { status: text(answer, 'status') },
  ]),
  ClearDERControl: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { ...control(request), status: text(answer, 'status') },
  ]),
  RequestBatterySwap: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    {
      token: at(request, 'idToken.type') === 'KeyCode' ? '•••' : text(request, 'idToken.idToken'),
      reason: text(answer, 'statusInfo.reasonCode'),
    },
  ]),
  NotifyWebPaymentStarted: explainer(['started', 'ended'], ({ request }) => [
    at(request, 'timeout') === 0 ? 'ended' : 'started',
    { place: text(request, 'evseId'), seconds: text(request, 'timeout') },
  ]),
  AFRRSignal: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { signal: text(request, 'signal'), reason: text(answer, 'statusInfo.reasonCode') },
  ]),
  NotifyAllowedEnergyTransfer: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { transaction: text(request, 'transactionId'), allowed: list(request, 'allowedEnergyTransfer').join(', ').slice(0, 200) },
  ]),
} satisfies Record<string, Explainer>;
