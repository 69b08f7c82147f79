import { type FirmwareRange, isWithin } from './firmware.ts';
import { quirks } from './quirk-rows.ts';

/** What a maker's firmware does, by the name under which the server or the repair step looks it up, and what is done about it. */
export const behaviours = {
  answersSlowly: 'Takes up to a minute to answer a command: wait longer before it counts as lost.',
  bootInsteadOfHeartbeat: 'Sends BootNotification where a heartbeat belongs: it has not restarted, its sessions go on.',
  getConfigurationKeysTooMany: 'Restarts when it is asked for all its configuration keys at once: ask for one at a time.',
  meterValuesInKwhWithoutUnit: 'Leaves the unit of energy out and means kWh, not Wh.',
  neverBoots: 'Sends no BootNotification, even when asked: take it as booted by its first message.',
  noMessageAfterReset: 'Says nothing after a reset: trigger its BootNotification.',
  powerInKwWithoutUnit: 'Leaves the unit of power out and means kW, not W.',
  profileNeedsTxDefault: 'Accepts a TxProfile and goes on as before: send the limit as TxDefaultProfile.',
  registerStartsAtZero: 'Its energy register starts from 0 with each transaction: never compare two of them.',
  remoteStartNeedsConnectorId: 'Rejects RemoteStartTransaction without a connectorId: always name one.',
  statusNotificationBeforeBoot: 'Reports its connectors before its boot is answered: keep what it says.',
  timestampsInLocalTime: 'Writes the local time of its site and calls it UTC.',
  transactionIdZeroOffline: 'Stops a transaction that began offline with the transactionId 0, although it was told the number.',
} as const;

export type QuirkName = keyof typeof behaviours;

/** Who does it, what it does, why, and how we know. */
export interface Quirk {
  vendor: string;
  /** How the model's name begins; any model when left out. */
  model?: string;
  /** Any firmware when left out, known or not. */
  firmware?: FirmwareRange;
  quirk: QuirkName;
  why: string;
  /** The conversation that shows it, in fixtures/conversations. */
  proof: string;
}

/** What a station says of itself in its boot. */
export interface Nameplate {
  vendor: string | null;
  model: string | null;
  firmwareVersion: string | null;
}

const byVendor = Map.groupBy(quirks, ({ vendor }) => vendor.toLowerCase());
const nothing: ReadonlySet<QuirkName> = new Set();

/** The quirks of a station. Those of most are the same empty set. */
export function quirksOf(nameplate: Nameplate): ReadonlySet<QuirkName> {
  const rows = quirkRowsOf(nameplate);
  return rows.length === 0 ? nothing : new Set(rows.map(({ quirk }) => quirk));
}

/** The rows behind the quirks of a station. One for some firmware is not for a station that does not tell its own. */
export function quirkRowsOf({ vendor, model, firmwareVersion }: Nameplate): readonly Quirk[] {
  const rows = byVendor.get(vendor?.trim().toLowerCase() ?? '') ?? [];
  const name = model?.trim().toLowerCase() ?? '';
  return rows.filter(
    (row) =>
      name.startsWith(row.model?.toLowerCase() ?? '') &&
      (row.firmware === undefined || (firmwareVersion !== null && isWithin(row.firmware, firmwareVersion))),
  );
}
