import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Said, VariableSaid } from '../../commands/encoded.ts';
import type { VariableAddress } from '../../commands/words.ts';

type Response<A extends 'GetVariables' | 'SetVariables'> = ResponseOf<'ocpp2.0.1', A>;
type Place = RequestOf<'ocpp2.0.1', 'GetVariables'>['getVariableData'][number];

/** Our address of a variable in the words of the device model. */
export function placeOf(address: VariableAddress): Place {
  const { component, instance, evseId, connectorId, variable, variableInstance } = address;
  return {
    component: {
      name: component,
      ...(instance ? { instance } : {}),
      ...(evseId ? { evse: { id: evseId, ...(connectorId ? { connectorId } : {}) } } : {}),
    },
    variable: { name: variable, ...(variableInstance ? { instance: variableInstance } : {}) },
  };
}
function addressOf({ component, variable }: Place): VariableAddress {
  return {
    component: component.name,
    variable: variable.name,
    ...(component.instance === undefined ? {} : { instance: component.instance }),
    ...(component.evse === undefined ? {} : { evseId: component.evse.id }),
    ...(component.evse?.connectorId === undefined ? {} : { connectorId: component.evse.connectorId }),
    ...(variable.instance === undefined ? {} : { variableInstance: variable.instance }),
  };
}

const refusals = {
  Rejected: 'rejected',
  UnknownComponent: 'unknown',
  UnknownVariable: 'unknown',
  NotSupportedAttributeType: 'unknown',
} as const;
const readWords = { Accepted: 'told', ...refusals } as const;
const writeWords = { Accepted: 'written', RebootRequired: 'rebootRequired', ...refusals } as const;
export function readVariables(answer: Response<'GetVariables'>): Said {
  const variables = answer.getVariableResult.map(
    (result): VariableSaid => ({
      address: addressOf(result),
      status: readWords[result.attributeStatus],
      value: result.attributeValue ?? null,
      mutability: null,
    }),
  );
  return { status: 'done', reason: null, variables };
}
export function readWritten(answer: Response<'SetVariables'>): Said {
  const variables = answer.setVariableResult.map(
    (result): VariableSaid => ({ address: addressOf(result), status: writeWords[result.attributeStatus], value: null, mutability: null }),
  );
  return { status: 'done', reason: null, variables };
}
