import { at, type Explainer, explainer, text } from './told.ts';

/** What stations tell of sessions beside their course. */
export const transactionsIn = {
  NotifyPriorityCharging: explainer(['on', 'off'], ({ request }) => [
    at(request, 'activated') === true ? 'on' : 'off',
    { transaction: text(request, 'transactionId') },
  ]),
} satisfies Record<string, Explainer>;

/** What we tell and ask of sessions under way. */
export const transactionsOut = {
  GetTransactionStatus: explainer(['waiting', 'none'], ({ request, answer }) => [
    at(answer, 'messagesInQueue') === true ? 'waiting' : 'none',
    { transaction: text(request, 'transactionId'), ongoing: text(answer, 'ongoingIndicator') },
  ]),
  CostUpdated: explainer(['out'], ({ request }) => [
    'out',
    { transaction: text(request, 'transactionId'), cost: text(request, 'totalCost') },
  ]),
  UsePriorityCharging: explainer(['on', 'off', 'rejected'], ({ request, answer }) => [
    at(answer, 'status') === 'Accepted' ? (at(request, 'activate') === true ? 'on' : 'off') : 'rejected',
    { transaction: text(request, 'transactionId'), status: text(answer, 'status') },
  ]),
} satisfies Record<string, Explainer>;
