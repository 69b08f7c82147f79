import type { station } from '@stationmaster/contract';
import { quirksOf } from '@stationmaster/ocpp';
import type { z } from 'zod';
import type { StationState } from './state.ts';
import { patienceWith } from './timeout.ts';
import type { ConnectorView, StationRow } from './views-store.ts';

type StationView = z.input<typeof station>;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A station as the API tells it; `live` is its state while it is connected. */
export function stationView(row: StationRow, live: StationState | undefined): StationView {
  return {
    id: row.identity,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_name,
    tariffId: row.tariff_id,
    connected: live !== undefined,
    phase: live?.phase ?? 'offline',
    // Only our own words are ever written into these columns.
    registration: row.registration as StationView['registration'],
    securityProfile: row.security_profile as StationView['securityProfile'],
    movingTo: row.moving_to as StationView['movingTo'],
    certificateName: row.certificate_name,
    transport: row.transport === null ? null : (JSON.parse(row.transport) as StationView['transport']),
    hasPassword: row.has_password,
    protocol: row.protocol,
    vendor: row.vendor,
    model: row.model,
    serialNumber: row.serial_number,
    firmwareVersion: row.firmware_version,
    iccid: row.iccid,
    imsi: row.imsi,
    meterType: row.meter_type,
    meterSerialNumber: row.meter_serial_number,
    bootReason: row.boot_reason,
    bootedAt: iso(row.booted_at),
    connectedAt: iso(row.connected_at),
    disconnectedAt: iso(row.disconnected_at),
    lastHeardAt: iso(row.last_heard_at),
    clockSkewMs: row.clock_skew_ms,
    callTimeoutMs: row.call_timeout_ms,
    answerTimeoutMs: live?.callTimeoutMs ?? patienceOf(row),
    remoteAddress: row.remote_address,
    demo: row.demo,
    createdAt: row.created_at.toISOString(),
    connectors: row.connectors.map(connectorView),
  };
}
/** Of a station that is not connected, as it will be. */
function patienceOf({
  vendor,
  model,
  firmware_version: firmwareVersion,
  call_timeout_ms: ownMs,
  learned_timeout_ms: learnedMs,
}: StationRow): number {
  return patienceWith(quirksOf({ vendor, model, firmwareVersion }), { ownMs, learnedMs });
}
function connectorView(connector: ConnectorView): StationView['connectors'][number] {
  return { ...connector, status: connector.status as StationView['connectors'][number]['status'] };
}
