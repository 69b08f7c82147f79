import {
  type Compared,
  type ConfigurationTemplate,
  compareConfiguration,
  type Desired,
  desiredConfiguration,
  placeKey,
  type ToldValue,
} from '@stationmaster/domain';
import { sql } from 'kysely';
import type { StoredEntry } from './entries.ts';
import type { StandingRow } from './state-store.ts';
import type { Db, TemplateRow } from './store.ts';

export type ComparedEntry = Compared & { sealed?: string };

/** The settings of these stations beside what they should be, by row id of the station. */
export async function compareStations(
  db: Db,
  templates: readonly TemplateRow[],
  stations: readonly StandingRow[],
): Promise<Map<number, ComparedEntry[]>> {
  const wanted = templates.map(templateOf);
  const desired = new Map(stations.map((station) => [station.id, desiredConfiguration(wanted, station)]));
  const told = await selectTold(
    db,
    stations.map(({ id }) => id),
    [...new Set(templates.flatMap(({ entries }) => entries.map(({ variable }) => variable.toLowerCase())))],
  );
  return new Map(
    stations.map((station) => {
      const known = {
        told: told.get(station.id) ?? new Map<string, ToldValue>(),
        written: new Map(Object.entries(station.written)),
        askedAt: station.askedAt?.getTime() ?? null,
      };
      const entries: Iterable<Desired> = desired.get(station.id)?.values() ?? [];
      return [station.id, compareConfiguration(entries, known)];
    }),
  );
}

export function templateOf({ id, name, vendor, model, siteId, stationId, entries }: TemplateRow): ConfigurationTemplate & {
  entries: readonly StoredEntry[];
} {
  return { id, name, scope: { vendor, model, siteId, stationId }, entries };
}

interface ToldRow {
  stationId: number;
  component: string;
  instance: string;
  evseId: number;
  connectorId: number;
  variable: string;
  variableInstance: string;
  value: string | null;
  mutability: string;
  updatedAt: Date;
}
async function selectTold(db: Db, stationIds: number[], names: string[]): Promise<Map<number, Map<string, ToldValue>>> {
  if (names.length === 0 || stationIds.length === 0) return new Map();
  const { rows } =
    await sql<ToldRow>`select station_id::float8 as "stationId", component, instance, evse_id as "evseId", connector_id as "connectorId", variable, variable_instance as "variableInstance", value, mutability,
      updated_at as "updatedAt" from station_variable where station_id = any(${stationIds}::bigint[]) and lower(variable) = any(${names}::text[])`.execute(
      db,
    );
  const byStation = new Map<number, Map<string, ToldValue>>();
  for (const { stationId, value, mutability, updatedAt, ...place } of rows) {
    const told = byStation.get(stationId) ?? new Map<string, ToldValue>();
    byStation.set(stationId, told.set(placeKey(place), { value, mutability, at: updatedAt.getTime() }));
  }
  return byStation;
}
