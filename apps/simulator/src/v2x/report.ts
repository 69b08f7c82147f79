import { type Draft, stationClock } from '../station/draft.ts';
import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Setting } from '../station/settings.ts';
import { componentOf, variableOf } from './address.ts';
import type { Sent } from './calls.ts';
import { currentValue } from './live-values.ts';
import { pagesOf, words } from './words.ts';

type Line = NonNullable<Sent<'NotifyReport'>['reportData']>[number];

/** Variables in one page. */
const pageSize = 20;

/** What the device model says, in as many NotifyReport as it takes. [P2 B07, B08] */
export function reportOf(draft: Draft, requestId: number, settings: readonly Setting[]): Message[] {
  const pages = pagesOf(settings, pageSize);
  return pages.map((page, seqNo) => {
    const [first, ...rest] = page.map((setting) => lineOf(draft, setting));
    const reportData = first === undefined ? {} : { reportData: [first, ...rest] as [Line, ...Line[]] };
    return words('NotifyReport', { requestId, generatedAt: iso(stationClock(draft)), seqNo, tbc: seqNo < pages.length - 1, ...reportData });
  });
}

function lineOf(draft: Draft, setting: Setting): Line {
  const { access, type, unit, max, values } = setting;
  const value = access === 'WriteOnly' ? {} : { value: currentValue(draft, setting) };
  return {
    component: componentOf(setting),
    variable: variableOf(setting),
    variableAttribute: [{ type: 'Actual', mutability: access, ...value }],
    variableCharacteristics: {
      dataType: type,
      supportsMonitoring: true,
      ...(unit === '' ? {} : { unit }),
      ...(max === null ? {} : { maxLimit: max }),
      ...(values === '' ? {} : { valuesList: values }),
    },
  };
}
