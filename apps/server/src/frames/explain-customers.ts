import { at, type Explainer, explainer, text } from './told.ts';

/** What stations tell of the data they keep of customers: told is that they did, never what. */
export const customersIn = {
  NotifyCustomerInformation: explainer(['page', 'last'], ({ request }) => [
    at(request, 'tbc') === true ? 'page' : 'last',
    { page: Number(at(request, 'seqNo') ?? 0) + 1, number: text(request, 'requestId') },
  ]),
} satisfies Record<string, Explainer>;

/** What we ask of stations about customers, and in the words of their maker. */
export const customersOut = {
  CustomerInformation: explainer(['told', 'cleared', 'both', 'refused'], ({ request, answer }) => {
    const number = text(request, 'requestId');
    const status = text(answer, 'status');
    if (status !== 'Accepted') return ['refused', { number, status }];
    if (at(request, 'clear') !== true) return ['told', { number, status }];
    return [at(request, 'report') === true ? 'both' : 'cleared', { number, status }];
  }),
  DataTransfer: explainer(['out'], ({ request, answer }) => [
    'out',
    { vendor: text(request, 'vendorId'), message: text(request, 'messageId'), status: text(answer, 'status') },
  ]),
} satisfies Record<string, Explainer>;
