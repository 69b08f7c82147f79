import type { attributeTypes } from '@stationmaster/contract';
import { columnsOf, insert, upsert } from './write-table.ts';

export interface VariableRow {
  stationId: number;
  tenantId: number;
  component: string;
  instance: string;
  evseId: number;
  connectorId: number;
  variable: string;
  variableInstance: string;
  /** Of the actual value; the others are in `attributes`. */
  value: string | null;
  mutability: string;
  /** By type; joined with those known before. */
  attributes: Attributes;
  /** null: as known before. */
  characteristics: Characteristics | null;
  updatedAt: number;
}
export interface Attribute {
  value: string | null;
  mutability: string;
  persistent: boolean;
  constant: boolean;
}
export type Attributes = { [T in (typeof attributeTypes)[number]]?: Attribute };
/** What a station says of a variable of 2.x, as its report has it. */
export interface Characteristics {
  dataType: string;
  supportsMonitoring: boolean;
  unit?: string;
  minLimit?: number;
  maxLimit?: number;
  maxElements?: number;
  valuesList?: string;
}

const columns = columnsOf<'variable'>({
  stationId: 'int8',
  tenantId: 'int4',
  component: 'text',
  instance: 'text',
  evseId: 'int4',
  connectorId: 'int4',
  variable: 'text',
  variableInstance: 'text',
  value: 'text',
  mutability: 'text',
  attributes: 'jsonb',
  characteristics: 'jsonb',
  updatedAt: 'instant',
});

export const variable = upsert(
  ['stationId', 'component', 'instance', 'evseId', 'connectorId', 'variable', 'variableInstance'],
  insert(
    'station_variable',
    columns,
    'on conflict (station_id, component, instance, evse_id, connector_id, variable, variable_instance) do update set value = excluded.value, mutability = excluded.mutability, attributes = station_variable.attributes || excluded.attributes, characteristics = coalesce(excluded.characteristics, station_variable.characteristics), updated_at = excluded.updated_at',
  ),
);
