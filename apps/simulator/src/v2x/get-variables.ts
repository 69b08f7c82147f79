import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { keyOf } from './address.ts';
import type { Asked, Said } from './calls.ts';

type Result = Said<'GetVariables'>['getVariableResult'][number];

export function getVariables({ state }: Draft, { getVariableData }: Asked<'GetVariables'>): Obeyed<Said<'GetVariables'>> {
  const lines = getVariableData.map((line): Result => {
    const { component, variable, attributeType = 'Actual' } = line;
    const setting = state.settings.get(keyOf(line));
    const refused = (attributeStatus: Result['attributeStatus']): Result => ({ attributeStatus, attributeType, component, variable });
    if (setting === undefined) return refused('UnknownVariable');
    if (attributeType !== 'Actual') return refused('NotSupportedAttributeType');
    if (setting.access === 'WriteOnly') return refused('Rejected');
    return { attributeStatus: 'Accepted', attributeType, attributeValue: setting.value, component, variable };
  });
  return { answer: { getVariableResult: lines as Said<'GetVariables'>['getVariableResult'] } };
}
