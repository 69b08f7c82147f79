import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { numberIn } from '../station/settings.ts';
import { isKnown, keyOf } from './address.ts';
import type { Asked, Said } from './calls.ts';
import { currentValue } from './live-values.ts';
import { tooMany } from './too-many.ts';

type Result = Said<'GetVariables'>['getVariableResult'][number];

export function getVariables(draft: Draft, { getVariableData }: Asked<'GetVariables'>): Obeyed<Said<'GetVariables'>> {
  const { state } = draft;
  if (getVariableData.length > numberIn(state, 'DeviceDataCtrlr/0/ItemsPerMessage/GetVariables')) return tooMany;
  const lines = getVariableData.map((line): Result => {
    const { component, variable, attributeType = 'Actual' } = line;
    const setting = state.settings.get(keyOf(line));
    const refused = (attributeStatus: Result['attributeStatus'], reasonCode?: string): Result => ({
      attributeStatus,
      attributeType,
      component,
      variable,
      ...(reasonCode === undefined ? {} : { attributeStatusInfo: { reasonCode } }),
    });
    if (setting === undefined) return refused(isKnown(state, component) ? 'UnknownVariable' : 'UnknownComponent');
    if (attributeType !== 'Actual') return refused('NotSupportedAttributeType');
    if (setting.access === 'WriteOnly') return refused('Rejected', 'WriteOnly');
    return { attributeStatus: 'Accepted', attributeType, attributeValue: currentValue(draft, setting), component, variable };
  });
  return { answer: { getVariableResult: lines as Said<'GetVariables'>['getVariableResult'] } };
}
