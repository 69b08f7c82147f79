import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { VariableRow, Writes } from '../db/writes.ts';
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
  // 2.x GetVariables does not say whether a variable can be written; a report has said it before, maybe.
  const known = new Map(
    told.some((said) => said.mutability === null)
      ? (await selectVariables(db, station.stationId)).map((row) => [keyOf(addressOf(row)), row.mutability])
      : [],
  );
  // One statement may not touch a row twice: the last word on a variable counts.
  const rows = new Map(
    told.map((said) => [
      keyOf(said.address),
      variableRow(station, said, { at, mutability: said.mutability ?? known.get(keyOf(said.address)) ?? 'ReadWrite' }),
    ]),
  );
  const { tenantId, identity } = station;
  return {
    variable: [...rows.values()],
    happening: [{ tenantId, at, kind: 'configuration.changed', subject: identity, data: { stationId: identity } }],
  };
}

function variableRow(
  { stationId, tenantId }: Station,
  { address, value }: VariableSaid,
  { at, mutability }: { at: number; mutability: string },
): VariableRow {
  const { component, instance = '', evseId = 0, connectorId = 0, variable, variableInstance = '' } = address;
  return {
    stationId,
    tenantId,
    component,
    instance,
    evseId,
    connectorId,
    variable,
    variableInstance,
    value: isSecret(variable) ? null : value,
    mutability,
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
/** Same place, same key; names compare without case. [P2 appendix] */
export function keyOf({ component, instance = '', evseId = 0, connectorId = 0, variable, variableInstance = '' }: VariableAddress): string {
  return JSON.stringify([component, instance, evseId, connectorId, variable, variableInstance]).toLowerCase();
}
