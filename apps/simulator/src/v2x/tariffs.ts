import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { evseOfTransaction } from '../station/obey.ts';
import { isTrue, numberIn } from '../station/settings.ts';
import type { StationState } from '../station/state.ts';
import { update } from '../station/transaction.ts';
import type { Asked, Said } from './calls.ts';

export type Tariff = Asked<'SetDefaultTariff'>['tariff'];
type Assignment = NonNullable<Said<'GetTariffs'>['tariffAssignments']>[number];
type Result = Said<'ClearTariffs'>['clearTariffsResult'][number];

/** What everybody pays at an EVSE, or (0) at all that have no tariff of their own. */
export interface DefaultTariff {
  evseId: number;
  tariff: Tariff;
}

/** [21P2 I07] */
export function setDefaultTariff(draft: Draft, { evseId, tariff }: Asked<'SetDefaultTariff'>): Obeyed<Said<'SetDefaultTariff'>> {
  const { state } = draft;
  if (evseId !== 0 && evseOf(draft, evseId) === undefined)
    return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'UnknownEvse' } } };
  const problem = problemOf(state, tariff);
  if (problem !== null) return { answer: { status: problem } };
  const namesake = state.tariffs.find((one) => one.tariff.tariffId === tariff.tariffId);
  if (namesake !== undefined && JSON.stringify(namesake.tariff) !== JSON.stringify(tariff))
    return { answer: { status: 'DuplicateTariffId' } };
  state.tariffs = [...state.tariffs.filter((one) => one.evseId !== evseId), { evseId, tariff }];
  return { answer: { status: 'Accepted' } };
}

/** Default tariffs, and those that drivers have brought. EVSE 0: all. [21P2 I09] */
export function getTariffs({ state }: Draft, { evseId }: Asked<'GetTariffs'>): Obeyed<Said<'GetTariffs'>> {
  if (evseId !== 0 && !state.evses.some(({ id }) => id === evseId)) return { answer: { status: 'Rejected' } };
  const isHere = (id: number): boolean => evseId === 0 || id === 0 || id === evseId;
  const defaults = Map.groupBy(
    state.tariffs.filter((one) => isHere(one.evseId)),
    ({ tariff }) => tariff.tariffId,
  );
  const assignments: Assignment[] = [...defaults].map(([tariffId, group]) => {
    const [first, ...rest] = group.flatMap((one) => (one.evseId === 0 ? state.evses.map(({ id }) => id) : [one.evseId]));
    return { tariffId, tariffKind: 'DefaultTariff', ...(first === undefined ? {} : { evseIds: [first, ...rest] }) };
  });
  for (const { id, session } of state.evses)
    if (session?.tariff != null && isHere(id))
      assignments.push({ tariffId: session.tariff.tariffId, tariffKind: 'DriverTariff', evseIds: [id], idTokens: [session.idToken] });
  const [first, ...rest] = assignments;
  return { answer: first === undefined ? { status: 'NoTariff' } : { status: 'Accepted', tariffAssignments: [first, ...rest] } };
}

/** Those named, or all; of one EVSE, or of all. What runs is charged to its end as it began. [21P2 I10] */
export function clearTariffs(draft: Draft, { tariffIds, evseId }: Asked<'ClearTariffs'>): Obeyed<Said<'ClearTariffs'>> {
  const { state } = draft;
  const isHere = (one: DefaultTariff): boolean => evseId === undefined || one.evseId === evseId;
  const here = state.tariffs.filter(isHere);
  const ids = tariffIds ?? [...new Set(here.map(({ tariff }) => tariff.tariffId))];
  const [first = { status: 'NoTariff' }, ...rest] = ids.map((tariffId): Result => {
    return { tariffId, status: here.some(({ tariff }) => tariff.tariffId === tariffId) ? 'Accepted' : 'NoTariff' };
  });
  state.tariffs = state.tariffs.filter((one) => !isHere(one) || !ids.includes(one.tariff.tariffId));
  return { answer: { clearTariffsResult: [first, ...rest] } };
}

/** Another price for a session that runs. [21P2 I11] */
export function changeTransactionTariff(
  draft: Draft,
  { transactionId, tariff }: Asked<'ChangeTransactionTariff'>,
): Obeyed<Said<'ChangeTransactionTariff'>> {
  const evse = evseOfTransaction(draft, transactionId);
  if (evse?.session == null) return { answer: { status: 'TxNotFound' } };
  const problem = problemOf(draft.state, tariff);
  if (problem !== null) return { answer: { status: problem } };
  const before = evse.session.tariff ?? tariffAt(draft.state, evse.id);
  if (before !== null && before.currency !== tariff.currency) return { answer: { status: 'NoCurrencyChange' } };
  const after = (): void => {
    if (evse.session === null) return;
    evse.session = { ...evse.session, tariff };
    update(draft, evse, { trigger: 'TariffChanged', context: 'Sample.Periodic' });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** What a session there costs that has no tariff of its own. */
export function tariffAt({ tariffs }: StationState, evseId: number): Tariff | null {
  const found = tariffs.find((one) => one.evseId === evseId) ?? tariffs.find((one) => one.evseId === 0);
  return found?.tariff ?? null;
}

/** Its parts, each a list of prices of which the first that fits counts. */
export function pricesOf({ energy, chargingTime, idleTime, fixedFee }: Tariff): readonly { conditions?: object }[] {
  return [energy, chargingTime, idleTime, fixedFee].flatMap((part): readonly { conditions?: object }[] => part?.prices ?? []);
}

function problemOf(state: StationState, tariff: Tariff): 'TooManyElements' | 'ConditionNotSupported' | null {
  const prices = pricesOf(tariff);
  if (prices.length > numberIn(state, 'TariffCostCtrlr/0/MaxElements/Tariff')) return 'TooManyElements';
  const areSupported = isTrue(state, 'TariffCostCtrlr/0/ConditionsSupported/Tariff');
  return !areSupported && prices.some(({ conditions }) => conditions !== undefined) ? 'ConditionNotSupported' : null;
}
