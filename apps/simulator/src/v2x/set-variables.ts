import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { obeyWritten, type WriteStatus, write } from '../station/obey-settings.ts';
import { numberIn } from '../station/settings.ts';
import { isKnown, keyOf } from './address.ts';
import type { Asked, Said } from './calls.ts';
import { tooMany } from './too-many.ts';

type Line = Asked<'SetVariables'>['setVariableData'][number];
type Result = Said<'SetVariables'>['setVariableResult'][number];
type Outcome = Pick<Result, 'attributeStatus' | 'attributeStatusInfo'>;

const words: Readonly<Record<WriteStatus, Outcome>> = {
  Accepted: { attributeStatus: 'Accepted' },
  Rejected: { attributeStatus: 'Rejected', attributeStatusInfo: { reasonCode: 'InvalidValue' } },
  ReadOnly: { attributeStatus: 'Rejected', attributeStatusInfo: { reasonCode: 'ReadOnly' } },
  RebootRequired: { attributeStatus: 'RebootRequired' },
  Unknown: { attributeStatus: 'UnknownVariable' },
};

export function setVariables(draft: Draft, { setVariableData }: Asked<'SetVariables'>): Obeyed<Said<'SetVariables'>> {
  const { state } = draft;
  if (setVariableData.length > numberIn(state, 'DeviceDataCtrlr/0/ItemsPerMessage/SetVariables')) return tooMany;
  const lines = setVariableData.map((line): Result => {
    const { component, variable, attributeType = 'Actual' } = line;
    return { ...outcomeOf(draft, line), attributeType, component, variable };
  });
  const taken = lines.filter(({ attributeStatus }) => attributeStatus === 'Accepted').map(keyOf);
  return {
    answer: { setVariableResult: lines as Said<'SetVariables'>['setVariableResult'] },
    after: () => obeyWritten(draft, taken),
  };
}

function outcomeOf(draft: Draft, line: Line): Outcome {
  if (!isKnown(draft.state, line.component)) return { attributeStatus: 'UnknownComponent' };
  if (!draft.state.settings.has(keyOf(line))) return words.Unknown;
  if ((line.attributeType ?? 'Actual') !== 'Actual') return { attributeStatus: 'NotSupportedAttributeType' };
  return words[write(draft, keyOf(line), line.attributeValue)];
}
