import type { Outcome, Version } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { ConnectorState, StationState } from '../stations/state.ts';
import { fieldIn } from './field.ts';
import type { Link } from './link.ts';
import { type ForwardingRow, type Nameplate, selectNameplate, writeStand } from './store.ts';

const answerMs = 30_000;
/** Milliseconds between boots of a station that is not let in, whatever was asked for. */
const again = { least: 2_000, most: 300_000, unsaid: 30_000 } as const;

interface Introduction {
  station: StationState;
  row: ForwardingRow;
  link: Link;
  /** The line is another one by now. */
  isOver: () => boolean;
  /** It does not let the station in, for now. */
  onRefused: () => void;
}

/**
 * What a new line begins with: a boot where the station was never let in (a boot means a restart, so it is not told without
 * need), then how its connectors are. false: the line was lost before.
 */
export async function introduce(
  needs: Pick<Context, 'db' | 'clock' | 'tell'>,
  { station, row, link, isOver, onRefused }: Introduction,
): Promise<boolean> {
  const plate = row.accepted ? undefined : await selectNameplate(needs.db, station.id);
  while (!row.accepted && plate !== undefined) {
    const outcome = await link.call('BootNotification', bootOf(station.version, plate), answerMs);
    if (isOver()) return false;
    const status = outcome.kind === 'result' ? String(fieldIn(outcome.payload, 'status')) : saidIn(outcome);
    row.accepted = status === 'Accepted';
    const problem = row.accepted ? null : { problem: 'notAccepted' as const, detail: status };
    await writeStand(needs.db, station.id, { accepted: row.accepted, problem, at: needs.clock() });
    needs.tell();
    if (!row.accepted) onRefused();
    if (!row.accepted) await new Promise((resolve) => setTimeout(resolve, waitOf(outcome)).unref());
    if (isOver()) return false;
  }
  for (const status of statusesOf(station.version, station.connectors.values())) {
    await link.call('StatusNotification', status, answerMs);
    if (isOver()) return false;
  }
  return true;
}

function saidIn(outcome: Outcome): string {
  return outcome.kind === 'error' ? `${outcome.code} ${outcome.description}`.slice(0, 300) : outcome.kind;
}

function waitOf(outcome: Outcome): number {
  const seconds = outcome.kind === 'result' ? fieldIn(outcome.payload, 'interval') : undefined;
  return typeof seconds === 'number' && seconds > 0 ? Math.min(Math.max(seconds * 1000, again.least), again.most) : again.unsaid;
}

/** A BootNotification as the station would send it: a back end that has never let it in wants one first. [16 §4.2, P2 B01] */
export function bootOf(version: Version, plate: Nameplate): unknown {
  const { vendor, model, serialNumber, firmwareVersion, iccid, imsi, meterType, meterSerialNumber } = plate;
  const [vendorName, modelName] = [vendor ?? 'unknown', model ?? 'unknown'];
  if (version === 'ocpp1.6')
    return present({
      chargePointVendor: cut(vendorName, 20),
      chargePointModel: cut(modelName, 20),
      chargePointSerialNumber: cut(serialNumber, 25),
      firmwareVersion: cut(firmwareVersion, 50),
      iccid: cut(iccid, 20),
      imsi: cut(imsi, 20),
      meterType: cut(meterType, 25),
      meterSerialNumber: cut(meterSerialNumber, 25),
    });
  const modem = present({ iccid: cut(iccid, 20), imsi: cut(imsi, 20) });
  return {
    reason: 'Unknown',
    chargingStation: present({
      vendorName: cut(vendorName, 50),
      model: cut(modelName, 20),
      serialNumber: cut(serialNumber, 25),
      firmwareVersion: cut(firmwareVersion, 50),
      modem: Object.keys(modem).length === 0 ? null : modem,
    }),
  };
}

/** The last status of each connector, as the station told it: all that a back end needs of those it has missed. */
export function statusesOf(version: Version, connectors: Iterable<ConnectorState>): unknown[] {
  return [...connectors]
    .filter(({ reported, statusAt }) => reported !== null && statusAt > 0)
    .toSorted((one, other) => one.evseId - other.evseId || one.connectorId - other.connectorId)
    .map(({ evseId, connectorId, reported, errorCode, statusAt }) => {
      const timestamp = new Date(statusAt).toISOString();
      return version === 'ocpp1.6'
        ? { connectorId: evseId, errorCode: errorCode ?? 'NoError', status: reported, timestamp }
        : { evseId, connectorId, connectorStatus: reported, timestamp };
    });
}

function cut(text: string | null, length: number): string | null {
  return text === null ? null : text.slice(0, length);
}
function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
}
