import type { reading, session, sessionDetails } from '@stationmaster/contract';
import { type FullCost, plainCost, type SessionDetails, type TransactionLimit } from '@stationmaster/domain';
import type { z } from 'zod';
import type { ReadingListRow, SessionListRow } from './list-store.ts';

export type SessionView = z.input<typeof session>;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function sessionView(row: SessionListRow): SessionView {
  return {
    id: row.id,
    stationId: row.identity,
    stationName: row.station_name,
    siteId: row.site_id,
    siteName: row.site_name,
    timeZone: row.time_zone,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    transactionId: row.transaction_id,
    // Only our own words are ever written into status and marks.
    status: row.status as SessionView['status'],
    marks: row.marks as SessionView['marks'],
    chargingState: row.charging_state,
    startedAt: row.started_at.toISOString(),
    endedAt: iso(row.ended_at),
    lastReadingAt: iso(row.last_reading_at),
    tokenId: row.token_id,
    idToken: row.id_token,
    driverName: row.driver_name,
    meterStartWh: row.meter_start_wh,
    meterStopWh: row.meter_stop_wh,
    energyWh: row.energy_wh,
    powerW: row.power_w,
    soc: row.soc,
    stopReason: row.stop_reason,
    reservationId: row.reservation_id,
    tariffName: row.tariff_name,
    tariffVersionId: row.tariff_version_id,
    supplyCost: row.supply_cost,
    co2Grams: row.co2_g,
    cost: costOf(row),
  };
}

/** A running session by a timeless tariff keeps its total alone. */
export function costOf({ cost, running_tariff: tariff, energy_wh: energyWh }: SessionListRow): SessionView['cost'] {
  if (cost !== null) return costView(cost);
  return tariff === null ? null : costView(plainCost({ tariff, startedAt: 0, until: 0, energyWh }));
}

/** Without what each line comes from: the bill opens that. */
export function costView({ lines, taxes, payments, vouchers, ...sums }: FullCost): NonNullable<SessionView['cost']> {
  return {
    ...sums,
    ...(vouchers === undefined ? {} : { vouchers: [...vouchers] }),
    lines: lines.map(({ spans: _, taxes: rates, ...line }) => ({ ...line, taxes: [...rates] })),
    taxes: [...taxes],
    payments: [...payments],
  };
}

export function detailsView(told: SessionDetails | null, wanted: TransactionLimit | null): z.input<typeof sessionDetails> {
  const { unpluggedAt, ...details } = told ?? {};
  return {
    ...details,
    ...(unpluggedAt === undefined ? {} : { unpluggedAt: new Date(unpluggedAt).toISOString() }),
    ...(wanted === null ? {} : { wantedLimit: wanted }),
  };
}

export function readingView(row: ReadingListRow): z.input<typeof reading> {
  const { measurand, phase, location, context, unit, value, signed, raw } = row;
  return {
    at: row.at.toISOString(),
    evseId: row.evse_id,
    measurand,
    phase,
    location,
    context,
    unit,
    value,
    signed,
    raw,
    frameId: row.frame_id,
  };
}
