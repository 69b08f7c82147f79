import type { Draft } from '../station/draft.ts';
import { iso, type Obeyed } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import { reportSettings } from '../station/obey-settings.ts';
import type { Setting } from '../station/settings.ts';
import { componentOf } from './address.ts';
import type { Asked, Said, Sent } from './calls.ts';

type Report = Sent<'NotifyReport'>;

export function getBaseReport(draft: Draft, { requestId, reportBase }: Asked<'GetBaseReport'>): Obeyed<Said<'GetBaseReport'>> {
  return {
    answer: { status: 'Accepted' },
    after: () => reportSettings(draft, { requestId, isFull: reportBase === 'FullInventory' }),
  };
}

export function notifyReport({ requestId, seqNo, isLast, settings, at }: Extract<Message, { kind: 'report' }>): Report {
  const [first, ...rest] = settings.map(reportLine);
  return { requestId, generatedAt: iso(at), seqNo, tbc: !isLast, ...(first === undefined ? {} : { reportData: [first, ...rest] }) };
}

function reportLine(setting: Setting): NonNullable<Report['reportData']>[number] {
  const { variable, instance, access, value, type, unit } = setting;
  return {
    component: componentOf(setting),
    variable: { name: variable, ...(instance === '' ? {} : { instance }) },
    variableAttribute: [{ type: 'Actual', mutability: access, ...(access === 'WriteOnly' ? {} : { value }) }],
    variableCharacteristics: { dataType: type, supportsMonitoring: false, ...(unit === '' ? {} : { unit }) },
  };
}
