import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { type WriteStatus, write } from '../station/obey-settings.ts';
import { keyOf } from './address.ts';
import type { Asked, Said } from './calls.ts';

type Result = Said<'SetVariables'>['setVariableResult'][number];
const words: Readonly<Record<WriteStatus, Result['attributeStatus']>> = {
  Accepted: 'Accepted',
  Rejected: 'Rejected',
  ReadOnly: 'Rejected',
  RebootRequired: 'RebootRequired',
  Unknown: 'UnknownVariable',
};

export function setVariables(draft: Draft, { setVariableData }: Asked<'SetVariables'>): Obeyed<Said<'SetVariables'>> {
  const lines = setVariableData.map((line): Result => {
    const { component, variable, attributeType = 'Actual', attributeValue } = line;
    return { attributeStatus: words[write(draft, keyOf(line), attributeValue)], attributeType, component, variable };
  });
  return { answer: { setVariableResult: lines as Said<'SetVariables'>['setVariableResult'] } };
}
