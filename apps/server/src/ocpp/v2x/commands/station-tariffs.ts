import type { RequestOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import type { Told } from '../../../reports/step.ts';
import { present } from '../../present.ts';
import { message21, type Response21, reasonOf } from './message.ts';

type Tariffs = 'setDefaultTariff' | 'getTariffs' | 'clearTariffs' | 'changeTransactionTariff';
type Tariff = RequestOf<'ocpp2.1', 'SetDefaultTariff'>['tariff'];

/** 2.1 I07, I09–I11. The tariff goes as it is: the schema of the message is its check. */
export const stationTariffs21 = {
  setDefaultTariff: ({ evseId, tariff }) => [
    message21('SetDefaultTariff', { evseId, tariff: tariff as unknown as Tariff }, (answer) => ({
      ...decided(answer),
      records:
        answer.status === 'Accepted'
          ? [tariffRecord(tariff.tariffId, { assignments: [{ tariffKind: 'DefaultTariff', evseIds: [evseId] }], tariff })]
          : [],
    })),
  ],
  getTariffs: ({ evseId }) => [message21('GetTariffs', { evseId }, (answer) => readTariffs(answer, evseId))],
  clearTariffs: ({ tariffIds, evseId }) => {
    const [first, ...more] = tariffIds ?? [];
    const ids = first === undefined ? {} : { tariffIds: [first, ...more] as [string, ...string[]] };
    const isAll = first === undefined && (evseId ?? 0) === 0;
    return [message21('ClearTariffs', { ...ids, ...present({ evseId }) }, (answer) => readCleared(answer, isAll))];
  },
  changeTransactionTariff: ({ tariff }, { transactionId }) =>
    transactionId === null ? [] : [message21('ChangeTransactionTariff', { transactionId, tariff: tariff as unknown as Tariff }, decided)],
} satisfies EncodersOf<Tariffs>;

/** 2.0.1 and before compute no costs. */
export const stationTariffs = {
  setDefaultTariff: null,
  getTariffs: null,
  clearTariffs: null,
  changeTransactionTariff: null,
} satisfies EncodersOf<Tariffs>;

function tariffRecord(key: string, data: unknown): Told {
  return { kind: 'tariff', key, evseId: 0, data };
}

type Decided = Pick<Response21<'ChangeTransactionTariff'>, 'statusInfo'> & { status: string };
function decided(answer: Decided): Said {
  if (answer.status === 'Accepted') return { status: 'done', reason: null };
  return { status: 'rejected', reason: reasonOf(answer) ?? (answer.status === 'Rejected' ? null : answer.status) };
}

/** One tariff may serve several EVSEs and cards; EVSE 0 asks for those of all. */
function readTariffs(answer: Response21<'GetTariffs'>, evseId: number): Said {
  if (answer.status === 'Rejected') return decided(answer);
  const byId = Map.groupBy(answer.tariffAssignments ?? [], ({ tariffId }) => tariffId);
  return {
    status: 'done',
    reason: answer.status === 'NoTariff' ? answer.status : null,
    records: [...byId].map(([tariffId, assignments]) =>
      tariffRecord(tariffId, { assignments: assignments.map(({ tariffId: _, ...rest }) => rest) }),
    ),
    ...(evseId === 0 ? { complete: 'tariff' as const } : {}),
  };
}

function readCleared({ clearTariffsResult: results }: Response21<'ClearTariffs'>, isAll: boolean): Said {
  const refused = results.filter(({ status }) => status === 'Rejected');
  const gone = results
    .filter(({ status }) => status !== 'Rejected')
    .flatMap(({ tariffId }) => (tariffId === undefined ? [] : [tariffRecord(tariffId, null)]));
  if (refused.length > 0)
    return { status: 'rejected', reason: refused.map((one) => one.tariffId ?? reasonOf(one)).join(', ') || null, records: gone };
  const isNone = results.every(({ status }) => status === 'NoTariff');
  return { status: 'done', reason: isNone ? 'NoTariff' : null, records: gone, ...(isAll ? { complete: 'tariff' as const } : {}) };
}
