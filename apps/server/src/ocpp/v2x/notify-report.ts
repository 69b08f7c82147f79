import { type Attributes, type Characteristics, keepReport, type ReportedVariable } from '../../stations/report.ts';
import type { Handler2x, Request2x } from './handler.ts';

/** 2.x B07, B08: one page of the report that GetBaseReport or GetReport asked for. */
export const notifyReport: Handler2x<'NotifyReport'> = ({ request, ...turn }) => {
  const { requestId, reportData = [], tbc = false } = request;
  return { answer: {}, ...keepReport(turn, reportData.map(variableOf), tbc ? null : requestId) };
};

type Line = NonNullable<Request2x<'NotifyReport'>['reportData']>[number];

function variableOf({ component, variable, variableAttribute, variableCharacteristics }: Line): ReportedVariable {
  const attributes = attributesOf(variableAttribute);
  return {
    component: component.name,
    instance: component.instance ?? '',
    evseId: component.evse?.id ?? 0,
    connectorId: component.evse?.connectorId ?? 0,
    variable: variable.name,
    variableInstance: variable.instance ?? '',
    value: attributes.Actual?.value ?? null,
    mutability: attributes.Actual?.mutability ?? 'ReadWrite',
    attributes,
    characteristics: variableCharacteristics === undefined ? null : characteristicsOf(variableCharacteristics),
  };
}

/** Without a type it is the actual value, without a mutability it can be written. [P2 3.58 VariableAttributeType] */
function attributesOf(list: Line['variableAttribute']): Attributes {
  return Object.fromEntries(
    list.map(({ type = 'Actual', value = null, mutability = 'ReadWrite', persistent = false, constant = false }) => [
      type,
      { value, mutability, persistent, constant },
    ]),
  );
}

function characteristicsOf(told: NonNullable<Line['variableCharacteristics']>): Characteristics {
  const { customData: _, ...characteristics } = told;
  return characteristics;
}
