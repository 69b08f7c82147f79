import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Attributes, VariableRow } from '../db/variable-row.ts';
import type { Writes } from '../db/writes.ts';
import { isSecret } from '../gateway/mask.ts';
import type { VariableSaid } from './encoded.ts';
import { selectVariables, type VariableViewRow } from './store.ts';
import type { VariableAddress } from './words.ts';

type Told = readonly VariableSaid[];
interface Station {
  stationId: number;
  tenantId: number;
  identity: string;
}

/** Rows of the configuration we show: only what the station told, without secrets. */
export async function configurationRows(
  db: Kysely<Tables>,
  station: Station,
  { variables, at }: { variables: Told; at: number },
): Promise<Writes> {
  const told = variables.filter((said) => said.status === 'told');
  if (told.length === 0) return {};
  // 2.x GetVariables says neither whether a variable can be written nor its other attributes; a report has said it before, maybe.
  const isPartial = told.some((said) => said.mutability === null);
  const known = new Map(isPartial ? (await selectVariables(db, station.stationId)).map((row) => [keyOf(addressOf(row)), row]) : []);
  // One statement may not touch a row twice: what was said of the attributes of one variable is one row.
  const rows = Map.groupBy(told, (said) => keyOf(said.address));
  const { tenantId, identity } = station;
  return {
    variable: [...rows].map(([key, said]) => variableRow(station, said, { at, known: known.get(key) })),
    happening: [{ tenantId, at, kind: 'configuration.changed', subject: identity, data: { stationId: identity } }],
  };
}

function variableRow(
  { stationId, tenantId }: Station,
  said: readonly VariableSaid[],
  { at, known }: { at: number; known: VariableViewRow | undefined },
): VariableRow {
  const address: VariableAddress = said[0]?.address ?? { component: '', variable: '' };
  const { component, instance = '', evseId = 0, connectorId = 0, variable, variableInstance = '' } = address;
  const attributes: Attributes = { ...known?.attributes };
  for (const { address: of, value, mutability } of said) {
    const type = of.attribute ?? 'Actual';
    const before = attributes[type] ?? { mutability: known?.mutability ?? 'ReadWrite', persistent: false, constant: false };
    attributes[type] = { ...before, value: isSecret(variable) ? null : value, mutability: mutability ?? before.mutability };
  }
  const actual = attributes.Actual;
  return {
    stationId,
    tenantId,
    component,
    instance,
    evseId,
    connectorId,
    variable,
    variableInstance,
    value: actual?.value ?? null,
    mutability: actual?.mutability ?? known?.mutability ?? 'ReadWrite',
    attributes,
    characteristics: null,
    updatedAt: at,
  };
}
function addressOf(row: VariableViewRow): VariableAddress {
  return {
    component: row.component,
    instance: row.instance,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    variable: row.variable,
    variableInstance: row.variable_instance,
  };
}
/** Same place, same key, whatever the attribute; names compare without case. [P2 appendix] */
export function keyOf({ component, instance = '', evseId = 0, connectorId = 0, variable, variableInstance = '' }: VariableAddress): string {
  return JSON.stringify([component, instance, evseId, connectorId, variable, variableInstance]).toLowerCase();
}
