import type { ChargingProfileView } from '@stationmaster/contract';
import { columnsOf, insert, upsert } from './write-table.ts';

/** A profile we have set, see the table. The row is whole each time. */
export interface ChargingProfileRow {
  stationId: number;
  id: number;
  tenantId: number;
  profile: ChargingProfileView;
  commandId: number;
  setAt: number;
  endedAt: number | null;
  endedWhy: ProfileEnd | null;
}
export type ProfileEnd = 'replaced' | 'cleared' | 'transactionEnded' | 'notHeld';

export const chargingProfile = upsert(
  ['stationId', 'id'],
  insert(
    'charging_profile',
    columnsOf<'chargingProfile'>({
      stationId: 'int8',
      id: 'int4',
      tenantId: 'int4',
      profile: 'jsonb',
      commandId: 'int8',
      setAt: 'instant',
      endedAt: 'instant',
      endedWhy: 'text',
    }),
    `on conflict (station_id, id) do update set profile = excluded.profile, command_id = excluded.command_id, set_at = excluded.set_at,
      ended_at = excluded.ended_at, ended_why = excluded.ended_why`,
  ),
);
