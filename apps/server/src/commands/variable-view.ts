import type { variable } from '@stationmaster/contract';
import { type KnownVariable, knownVariable } from '@stationmaster/domain';
import type { z } from 'zod';
import type { Attribute, Characteristics } from '../db/variable-row.ts';
import type { VariableViewRow } from './store.ts';

type View = z.input<typeof variable>;
type Described = Pick<View, 'dataType' | 'unit' | 'minLimit' | 'maxLimit' | 'maxElements' | 'values' | 'supportsMonitoring'>;

/** A setting as the API tells it: what the station says of it, else what OCPP does. */
export function variableView(row: VariableViewRow): View {
  const { component, instance, variable: name, value, mutability, attributes, characteristics } = row;
  const known = knownVariable(component, name);
  const standard = known === null ? undescribed : byStandard(known);
  return {
    component,
    instance,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    variable: name,
    variableInstance: row.variable_instance,
    value,
    mutability,
    persistent: attributes.Actual?.persistent ?? null,
    constant: attributes.Actual?.constant ?? null,
    target: attributeView(attributes.Target),
    minSet: attributeView(attributes.MinSet),
    maxSet: attributeView(attributes.MaxSet),
    ...(characteristics === null ? standard : byStation(characteristics, standard)),
    described: characteristics !== null ? 'station' : known === null ? null : 'standard',
    meaning: known?.meaning ?? null,
    topic: known?.topic ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

const undescribed: Described = {
  dataType: null,
  unit: null,
  minLimit: null,
  maxLimit: null,
  maxElements: null,
  values: null,
  supportsMonitoring: null,
};

function byStandard({ type, unit, least, most, values }: KnownVariable): Described {
  return {
    ...undescribed,
    dataType: type,
    unit: unit ?? null,
    minLimit: least ?? null,
    maxLimit: most ?? null,
    values: values === undefined ? null : [...values],
  };
}

/** Many stations leave the unit out; then it is the usual one. */
function byStation(told: Characteristics, standard: Described): Described {
  const { dataType, unit, valuesList, supportsMonitoring } = told;
  return {
    // The schema has closed the list.
    dataType: dataType as Described['dataType'],
    unit: unit === undefined || unit === '' ? standard.unit : unit,
    minLimit: told.minLimit ?? null,
    maxLimit: told.maxLimit ?? null,
    maxElements: told.maxElements ?? null,
    values: valuesList === undefined || valuesList === '' ? standard.values : valuesList.split(',').map((value) => value.trim()),
    supportsMonitoring,
  };
}

function attributeView(attribute: Attribute | undefined): View['target'] {
  return attribute === undefined ? null : { value: attribute.value, mutability: attribute.mutability };
}
