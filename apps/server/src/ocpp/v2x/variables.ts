import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Said, VariableSaid } from '../../commands/encoded.ts';
import type { VariableAddress } from '../../commands/words.ts';

type Response<A extends 'GetVariables' | 'SetVariables'> = ResponseOf<'ocpp2.0.1', A>;
type ComponentAddress = Pick<VariableAddress, 'component' | 'instance' | 'evseId' | 'connectorId' | 'variableInstance'> & {
  variable?: string | undefined;
};
type ComponentPlace = NonNullable<RequestOf<'ocpp2.0.1', 'GetReport'>['componentVariable']>[number];
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
/** With the attribute, where it is not the actual value. */
export function attributeOf(address: VariableAddress): Place {
  const { attribute = 'Actual' } = address;
  return { ...placeOf(address), ...(attribute === 'Actual' ? {} : { attributeType: attribute }) };
}
/** A component, or one variable of it. */
export function componentOf({ variable, ...component }: ComponentAddress): ComponentPlace {
  const place = placeOf({ ...component, variable: variable ?? '' });
  return variable === undefined ? { component: place.component } : place;
}
/** A variable of a message as our address. */
export function addressOf({ component, variable }: Pick<Place, 'component' | 'variable'>): VariableAddress {
  return {
    component: component.name,
    variable: variable.name,
    ...(component.instance === undefined ? {} : { instance: component.instance }),
    ...(component.evse === undefined ? {} : { evseId: component.evse.id }),
    ...(component.evse?.connectorId === undefined ? {} : { connectorId: component.evse.connectorId }),
    ...(variable.instance === undefined ? {} : { variableInstance: variable.instance }),
  };
}
/** As a result names it. */
function attributeAddressOf({ attributeType, ...place }: Place): VariableAddress {
  return { ...addressOf(place), ...(attributeType === undefined || attributeType === 'Actual' ? {} : { attribute: attributeType }) };
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
      address: attributeAddressOf(result),
      status: readWords[result.attributeStatus],
      value: result.attributeValue ?? null,
      mutability: null,
    }),
  );
  return { status: 'done', reason: null, variables };
}
export function readWritten(answer: Response<'SetVariables'>): Said {
  const variables = answer.setVariableResult.map(
    (result): VariableSaid => ({
      address: attributeAddressOf(result),
      status: writeWords[result.attributeStatus],
      value: null,
      mutability: null,
    }),
  );
  return { status: 'done', reason: null, variables };
}
/** The answer of GetVariables for one variable that should be so by now; a station without the variable proves nothing. */
export function readsAs(wanted: string): (answer: Response<'GetVariables'>) => Said {
  return (answer) => {
    const said = readVariables(answer);
    const isOther = said.variables?.some(({ status, value }) => status === 'told' && value?.toLowerCase() !== wanted.toLowerCase());
    return isOther ? { ...said, status: 'noEffect', reason: 'readsOtherwise' } : said;
  };
}
