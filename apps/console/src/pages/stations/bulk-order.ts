import type { BulkCommand } from '../../api.ts';
import type { CommandRequest } from '../station/use-command.ts';

/** Messages that say something about any station. */
export const asked = [
  'Heartbeat',
  'BootNotification',
  'StatusNotification',
  'MeterValues',
  'FirmwareStatusNotification',
  'SignChargingStationCertificate',
] as const;

/** The dialog's fields; each kind uses its own. */
export interface OrderForm {
  message: (typeof asked)[number];
  component: string;
  variable: string;
  value: string;
  location: string;
}
interface Kind {
  /** Cars that charge may be interrupted. */
  interrupts?: true;
  /** Cars may be turned away or interrupted, or a setting made wrong everywhere: the number of stations is typed. */
  isDangerous: boolean;
  fields: readonly (keyof OrderForm)[];
  request: (form: OrderForm) => CommandRequest;
}

/** What makes sense for many stations at once. */
export const kinds = {
  restart: { interrupts: true, isDangerous: true, fields: [], request: () => ({ verb: 'reset', kind: 'soft' }) },
  hardRestart: { interrupts: true, isDangerous: true, fields: [], request: () => ({ verb: 'reset', kind: 'hard' }) },
  shut: { isDangerous: true, fields: [], request: () => ({ verb: 'changeAvailability', operative: false, evseId: 0 }) },
  open: { isDangerous: false, fields: [], request: () => ({ verb: 'changeAvailability', operative: true, evseId: 0 }) },
  ask: { isDangerous: false, fields: ['message'], request: ({ message }) => ({ verb: 'trigger', message }) },
  read: { isDangerous: false, fields: [], request: () => ({ verb: 'readConfiguration', variables: [] }) },
  write: {
    isDangerous: true,
    fields: ['component', 'variable', 'value'],
    request: ({ component, variable, value }) => ({
      verb: 'writeConfiguration',
      variables: [{ component: component.trim(), variable: variable.trim(), value }],
    }),
  },
  forget: { isDangerous: false, fields: [], request: () => ({ verb: 'clearCache' }) },
  certificates: { isDangerous: false, fields: [], request: () => ({ verb: 'getInstalledCertificateIds', types: [] }) },
  firmware: {
    interrupts: true,
    isDangerous: true,
    fields: ['location'],
    request: ({ location }) => ({ verb: 'updateFirmware', location: location.trim() }),
  },
  log: {
    isDangerous: false,
    fields: ['location'],
    request: ({ location }) => ({ verb: 'getLog', kind: 'diagnostics', location: location.trim() }),
  },
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];
export const kindOf = (name: KindName): Kind => kinds[name];

/** Whether nothing needed is empty. A setting may be set to nothing. */
export function isComplete(name: KindName, form: OrderForm): boolean {
  return kindOf(name).fields.every((field) => field === 'component' || field === 'value' || form[field].trim() !== '');
}

type BulkFilter = BulkCommand['filter'];
export interface StationFilters extends Narrowing {
  search: string;
  siteId: string;
  connected: string;
  status: string;
}
/** The list's filters as the server takes them for many; null: only the list itself can say which stations these are. */
export function filterOf({ search, siteId, connected, status, ...exact }: StationFilters): BulkFilter | null {
  if (search || status) return null;
  return narrowed(
    {
      ...(siteId ? { siteId: Number(siteId) } : {}),
      ...(connected === 'true' || connected === 'false' ? { connected: connected === 'true' } : {}),
    },
    exact,
  );
}

export interface Narrowing {
  vendor: string;
  model: string;
  firmwareVersion: string;
  protocol: string;
}
/** The filter with what was narrowed by hand; empty fields do not count. */
export function narrowed(filter: BulkFilter, { protocol, ...texts }: Narrowing): BulkFilter {
  const given = Object.entries(texts).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : []));
  return { ...filter, ...Object.fromEntries(given), ...(protocol ? { protocol: protocol as NonNullable<BulkFilter['protocol']> } : {}) };
}
