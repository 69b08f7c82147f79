import { at, type Explainer, explainer, list, text } from './told.ts';

const isAccepted = (answer: unknown): boolean => at(answer, 'status') === 'Accepted';

/** What stations tell of their displays. */
export const displayIn = {
  NotifyDisplayMessages: explainer(['page', 'last'], ({ request }) => [
    at(request, 'tbc') === true ? 'page' : 'last',
    { number: list(request, 'messageInfo').length },
  ]),
} satisfies Record<string, Explainer>;

/** What we put on displays, and the tariffs we give to stations that compute themselves. */
export const displayOut = {
  SetDisplayMessage: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { id: text(request, 'message.id'), content: text(request, 'message.message.content'), status: text(answer, 'status') },
  ]),
  GetDisplayMessages: explainer(['accepted', 'none'], ({ answer }) => [isAccepted(answer) ? 'accepted' : 'none', {}]),
  ClearDisplayMessage: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { id: text(request, 'id'), status: text(answer, 'status') },
  ]),
  SetDefaultTariff: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { tariff: text(request, 'tariff.tariffId'), place: text(request, 'evseId'), status: text(answer, 'status') },
  ]),
  GetTariffs: explainer(['out'], ({ request, answer }) => [
    'out',
    { place: text(request, 'evseId'), number: list(answer, 'tariffAssignments').length },
  ]),
  ClearTariffs: explainer(['out'], ({ answer }) => {
    const results = list(answer, 'clearTariffsResult');
    return ['out', { number: results.filter(isAccepted).length, refused: results.length - results.filter(isAccepted).length }];
  }),
  ChangeTransactionTariff: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { tariff: text(request, 'tariff.tariffId'), transaction: text(request, 'transactionId'), status: text(answer, 'status') },
  ]),
} satisfies Record<string, Explainer>;
