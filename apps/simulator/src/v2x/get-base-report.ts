import type { Draft } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import type { Setting } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';
import { reportOf } from './report.ts';

type Base = Asked<'GetBaseReport'>['reportBase'];

/** What each report is about: everything, what can be set, or how the station is. [P2 B07] */
const isIn: Readonly<Record<Base, (setting: Setting) => boolean>> = {
  FullInventory: () => true,
  ConfigurationInventory: ({ access }) => access !== 'ReadOnly',
  SummaryInventory: ({ variable }) => variable === 'AvailabilityState' || variable === 'Problem' || variable === 'Available',
};

export function getBaseReport(draft: Draft, { requestId, reportBase }: Asked<'GetBaseReport'>): Obeyed<Said<'GetBaseReport'>> {
  const after = (): void => {
    const settings = [...draft.state.settings.values()].filter(isIn[reportBase]);
    for (const message of reportOf(draft, requestId, settings)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** On demand: how the station is. */
export const sayReport: Saying = (draft) => reportOf(draft, 0, [...draft.state.settings.values()].filter(isIn.SummaryInventory));
