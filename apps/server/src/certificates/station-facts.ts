import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Expected } from './csr.ts';

const isV2g = (type: string): boolean => type !== 'ChargingStationCertificate';

/** What must stand in a station's request: as it is registered, as it boots, and as it is configured. Names are compared without case. */
export async function expectedOf(db: Kysely<Tables>, stationId: number, type: string): Promise<Expected> {
  const station = await sql<{
    identity: string;
    serial: string | null;
  }>`select identity, serial_number as serial from station where id = ${stationId}`.execute(db);
  const told = await sql<{
    component: string;
    variable: string;
    value: string;
  }>`select lower(component) as component, lower(variable) as variable, value
    from station_variable where station_id = ${stationId} and value <> '' and lower(variable) in ('organizationname', 'seccid', 'cponame')`.execute(
    db,
  );
  const value = (component: string, variable: string): string =>
    told.rows.find((row) => row.component === component && row.variable === variable)?.value ?? '';
  const own = value('securityctrlr', 'organizationname') || value('', 'cponame');
  const { identity = '', serial = null } = station.rows[0] ?? {};
  const seccId = isV2g(type) ? value('iso15118ctrlr', 'seccid') : '';
  return {
    names: [identity, serial ?? '', seccId],
    organisation: isV2g(type) ? value('iso15118ctrlr', 'organizationname') || own : own,
  };
}
