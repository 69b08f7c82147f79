import type { Calls201 } from '@stationmaster/ocpp';
import { type CommandRow, iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Setting } from '../station/settings.ts';
import { componentOf } from './address.ts';

type GetBaseReport = Calls201['GetBaseReport'];
type Report = Calls201['NotifyReport']['request'];

export const getBaseReport: CommandRow<GetBaseReport['request'], GetBaseReport['response']> = {
  read: ({ requestId, reportBase }) => ({ kind: 'report', requestId, isFull: reportBase === 'FullInventory' }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as GetBaseReport['response']['status'],
  }),
};

export function notifyReport({ requestId, seqNo, isLast, settings, at }: Extract<Message, { kind: 'report' }>): Report {
  const [first, ...rest] = settings.map(reportLine);
  return { requestId, generatedAt: iso(at), seqNo, tbc: !isLast, ...(first === undefined ? {} : { reportData: [first, ...rest] }) };
}

function reportLine(setting: Setting): NonNullable<Report['reportData']>[number] {
  const { variable, access, value, type, unit } = setting;
  return {
    component: componentOf(setting),
    variable: { name: variable },
    variableAttribute: [{ type: 'Actual', mutability: access, ...(access === 'WriteOnly' ? {} : { value }) }],
    variableCharacteristics: { dataType: type, supportsMonitoring: false, ...(unit === '' ? {} : { unit }) },
  };
}
