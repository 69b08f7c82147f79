import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';
import { settingKey } from '../station/settings.ts';
import { keyOf } from './address.ts';

type GetVariables = Calls201['GetVariables'];
type Result = GetVariables['response']['getVariableResult'][number];

export const getVariables: CommandRow<GetVariables['request'], GetVariables['response']> = {
  read: ({ getVariableData }) => ({ kind: 'read', keys: getVariableData.map(keyOf) }),
  answer: ({ settings = [], override }, { getVariableData }) => {
    const found = new Map(settings.map((setting) => [settingKey(setting), setting]));
    const lines = getVariableData.map((line): Result => {
      const { component, variable, attributeType = 'Actual' } = line;
      const setting = found.get(keyOf(line));
      const refused = (attributeStatus: Result['attributeStatus']): Result => ({ attributeStatus, attributeType, component, variable });
      if (override !== undefined) return refused(override as Result['attributeStatus']);
      if (setting === undefined) return refused('UnknownVariable');
      if (attributeType !== 'Actual') return refused('NotSupportedAttributeType');
      if (setting.access === 'WriteOnly') return refused('Rejected');
      return { attributeStatus: 'Accepted', attributeType, attributeValue: setting.value, component, variable };
    });
    return { getVariableResult: lines as GetVariables['response']['getVariableResult'] };
  },
};
