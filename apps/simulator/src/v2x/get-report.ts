import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { numberIn, type Setting } from '../station/settings.ts';
import { isNamed } from './address.ts';
import type { Asked, Said } from './calls.ts';
import { currentValue } from './live-values.ts';
import { reportOf } from './report.ts';
import { tooMany } from './too-many.ts';

type Criterion = NonNullable<Asked<'GetReport'>['componentCriteria']>[number];

/** A custom report: those named, of the components that are as asked for. [P2 B08] */
export function getReport(
  draft: Draft,
  { requestId, componentCriteria = [], componentVariable = [] }: Asked<'GetReport'>,
): Obeyed<Said<'GetReport'>> {
  const { state } = draft;
  if (componentVariable.length > numberIn(state, 'DeviceDataCtrlr/0/ItemsPerMessage/GetReport')) return tooMany;
  const found = [...state.settings.values()].filter(
    (setting) =>
      (componentVariable.length === 0 || componentVariable.some((named) => isNamed(setting, named))) &&
      (componentCriteria.length === 0 || componentCriteria.some((criterion) => meets(draft, setting, criterion))),
  );
  if (found.length === 0) return { answer: { status: 'EmptyResultSet' } };
  const after = (): void => {
    for (const message of reportOf(draft, requestId, found)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** A component that does not say so is available and enabled, and has no problem. [P2 B08] */
function meets(draft: Draft, { component, evseId }: Setting, criterion: Criterion): boolean {
  const told = [...draft.state.settings.values()].find(
    (one) => one.component === component && one.evseId === evseId && one.variable === criterion && one.instance === '',
  );
  return told === undefined ? criterion !== 'Problem' : currentValue(draft, told) === 'true';
}
