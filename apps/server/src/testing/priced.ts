import type { FullTariff } from '@stationmaster/domain';
import { sql } from 'kysely';
import { recomputed } from '../sessions/bill.ts';
import { selectById } from '../sessions/store.ts';
import { forgetTariffs } from '../tariffs/book.ts';
import type { TestStation, TestWorld } from './station.ts';

const iso = (at: number): string => new Date(at).toISOString();
let count = 0;

export const elements = (...given: FullTariff['elements']): FullTariff['elements'] => given;
export const energy = { type: 'ENERGY' as const, price: '0.40', stepSize: 1 };
/** Idle: 6.00 an hour after half an hour of grace, at most 5.00. */
export const idle = { type: 'IDLE_TIME' as const, price: '6', stepSize: 1, graceSeconds: 1800, maxAmount: '5' };

/** A station at the site, with a tariff of its own. */
export async function stationWith(
  world: TestWorld,
  given: FullTariff['elements'],
  version: 'ocpp1.6' | 'ocpp2.0.1' = 'ocpp2.0.1',
): Promise<TestStation> {
  const { database } = world;
  const station = await world.station(`P${++count}`, version);
  const tariffId = 100 + count;
  const definition = { id: tariffId, version: 1, name: 'Rich', currency: 'EUR', taxIncluded: true, elements: given };
  await sql`insert into tariff (id, tenant_id, name, currency) overriding system value values (${tariffId}, 1, 'Rich', 'EUR')`.execute(
    database.db,
  );
  await sql`insert into tariff_version (tenant_id, tariff_id, version, definition) values (1, ${tariffId}, 1, ${JSON.stringify(definition)}::jsonb)`.execute(
    database.db,
  );
  await sql`insert into tariff_assignment (tenant_id, tariff_id, target, target_id) values (1, ${tariffId}, 'station', ${station.state.id})`.execute(
    database.db,
  );
  forgetTariffs(database.db);
  return station;
}

export const card = { idToken: 'CARD', type: 'ISO14443' };
interface Event {
  kind: 'Started' | 'Updated' | 'Ended';
  at: number;
  seqNo: number;
  wh?: number;
  state?: string;
}
export function event(station: TestStation, { kind, at, seqNo, wh, state }: Event): Promise<Record<string, unknown>> {
  const { world } = station;
  world.now = Math.max(world.now, at);
  return station.say('TransactionEvent', {
    eventType: kind,
    timestamp: iso(at),
    triggerReason: 'MeterValuePeriodic',
    seqNo,
    transactionInfo: {
      transactionId: 'T',
      ...(state && { chargingState: state }),
      ...(kind === 'Ended' && { stoppedReason: 'EVDisconnected' }),
    },
    evse: { id: 1, connectorId: 1 },
    ...(kind === 'Started' && { idToken: card }),
    ...(wh !== undefined && {
      meterValue: [
        { timestamp: iso(at), sampledValue: [{ value: wh, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } }] },
      ],
    }),
  });
}
export async function totals(station: TestStation): Promise<{ stored: unknown; anew: unknown }> {
  const [row] = await station.sessions();
  const session = await selectById(station.world.database.db, Number(row?.['id']));
  if (session === undefined) throw new Error('no session');
  const cost = await recomputed(station.world.database.db, session, session.lastReadingAt ?? 0);
  return { stored: row?.['total'] === null ? null : Number(row?.['total']), anew: cost === null ? null : Number(cost.total) };
}
