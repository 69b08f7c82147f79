import { at, type Explainer, explainer, list, text } from './told.ts';

const names = (entries: readonly unknown[]): string =>
  entries
    .map((entry) => `${text(entry, 'component.name')}${at(entry, 'variable') === undefined ? '' : `.${text(entry, 'variable.name')}`}`)
    .join(', ')
    .slice(0, 200);
const wordOf = (answer: unknown): 'accepted' | 'rejected' | 'empty' | 'notSupported' => {
  const status = at(answer, 'status');
  if (status === 'EmptyResultSet') return 'empty';
  if (status === 'NotSupported') return 'notSupported';
  return status === 'Accepted' ? 'accepted' : 'rejected';
};
const refusedOf = (answer: unknown, path: string): number => list(answer, path).filter((one) => at(one, 'status') !== 'Accepted').length;
const isRejected = (answer: unknown): boolean => at(answer, 'status') !== 'Accepted';
const pageWord = (request: unknown): 'page' | 'last' => (at(request, 'tbc') === true ? 'page' : 'last');
/** How often a stream sends: seconds, or values. */
const paceOf = (params: unknown) => ({ interval: text(params, 'interval'), values: text(params, 'values') });

/** What 2.x stations tell of what they watch. */
export const monitoringIn = {
  NotifyMonitoringReport: explainer(['page', 'last'], ({ request }) => [
    pageWord(request),
    { page: Number(at(request, 'seqNo') ?? 0) + 1, number: list(request, 'monitor').length },
  ]),
  OpenPeriodicEventStream: explainer(['in'], ({ request }) => [
    'in',
    {
      id: text(request, 'constantStreamData.id'),
      monitor: text(request, 'constantStreamData.variableMonitoringId'),
      ...paceOf(at(request, 'constantStreamData.params')),
    },
  ]),
  ClosePeriodicEventStream: explainer(['in'], ({ request }) => ['in', { id: text(request, 'id') }]),
  NotifyPeriodicEventStream: explainer(['in'], ({ request }) => [
    'in',
    {
      id: text(request, 'id'),
      number: list(request, 'data').length,
      value: text(list(request, 'data').at(-1), 'v'),
      pending: text(request, 'pending'),
    },
  ]),
} satisfies Record<string, Explainer>;

/** What we ask 2.x stations of their device model and their monitors. */
export const monitoringOut = {
  GetReport: explainer(['accepted', 'rejected', 'empty', 'notSupported'], ({ request, answer }) => [
    wordOf(answer),
    { names: names(list(request, 'componentVariable')) || '–', criteria: list(request, 'componentCriteria').join(', ') || '–' },
  ]),
  SetNetworkProfile: explainer(['out', 'refused'], ({ request, answer }) => [
    isRejected(answer) ? 'refused' : 'out',
    { slot: text(request, 'configurationSlot'), url: text(request, 'connectionData.ocppCsmsUrl'), status: text(answer, 'status') },
  ]),
  SetVariableMonitoring: explainer(['out', 'refused'], ({ request, answer }) => {
    const refused = refusedOf(answer, 'setMonitoringResult');
    const entries = list(request, 'setMonitoringData');
    return [refused > 0 ? 'refused' : 'out', { names: names(entries), number: entries.length, refused }];
  }),
  ClearVariableMonitoring: explainer(['out', 'refused'], ({ request, answer }) => {
    const refused = refusedOf(answer, 'clearMonitoringResult');
    return [
      refused > 0 ? 'refused' : 'out',
      { ids: list(request, 'id').join(', ').slice(0, 200), number: list(request, 'id').length, refused },
    ];
  }),
  GetMonitoringReport: explainer(['accepted', 'rejected', 'empty', 'notSupported'], ({ request, answer }) => [
    wordOf(answer),
    { names: names(list(request, 'componentVariable')) || '–', criteria: list(request, 'monitoringCriteria').join(', ') || '–' },
  ]),
  SetMonitoringBase: explainer(['out', 'refused'], ({ request, answer }) => [
    isRejected(answer) ? 'refused' : 'out',
    { base: text(request, 'monitoringBase') },
  ]),
  SetMonitoringLevel: explainer(['out', 'refused'], ({ request, answer }) => [
    isRejected(answer) ? 'refused' : 'out',
    { severity: text(request, 'severity') },
  ]),
  GetPeriodicEventStream: explainer(['out'], ({ answer }) => ['out', { number: list(answer, 'constantStreamData').length }]),
  AdjustPeriodicEventStream: explainer(['out', 'refused'], ({ request, answer }) => [
    isRejected(answer) ? 'refused' : 'out',
    { id: text(request, 'id'), ...paceOf(at(request, 'params')) },
  ]),
} satisfies Record<string, Explainer>;
