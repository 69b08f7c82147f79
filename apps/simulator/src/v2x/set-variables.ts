import type { Calls201 } from '@stationmaster/ocpp';
import type { WriteStatus } from '../station/command.ts';
import type { CommandRow } from '../station/face.ts';
import { keyOf } from './address.ts';

type SetVariables = Calls201['SetVariables'];
type Result = SetVariables['response']['setVariableResult'][number];
const words: Readonly<Record<WriteStatus, Result['attributeStatus']>> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  readOnly: 'Rejected',
  rebootRequired: 'RebootRequired',
  unknown: 'UnknownVariable',
};

export const setVariables: CommandRow<SetVariables['request'], SetVariables['response']> = {
  read: ({ setVariableData }) => ({
    kind: 'write',
    entries: setVariableData.map((line) => ({ key: keyOf(line), value: line.attributeValue })),
  }),
  answer: ({ written = [], override }, { setVariableData }) => {
    const lines = setVariableData.map(
      ({ component, variable, attributeType = 'Actual' }, index): Result => ({
        attributeStatus: (override ?? words[written[index]?.status ?? 'rejected']) as Result['attributeStatus'],
        attributeType,
        component,
        variable,
      }),
    );
    return { setVariableResult: lines as SetVariables['response']['setVariableResult'] };
  },
};
