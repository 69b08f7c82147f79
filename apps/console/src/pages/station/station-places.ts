import type { ComponentType } from 'react';
import type { Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { NowTab } from './now-tab.tsx';
import { PanelSkeleton } from './panel-skeleton.tsx';

type Panel = ComponentType<{ station: Station }>;
interface StationPlace {
  /** As `?tab=` says it, and the key of its label below `station:tab`. */
  name: string;
  group: StationGroup;
  panel: Panel;
  /** The versions that have what it shows; all when left out. */
  versions?: readonly string[];
}

const later = (load: () => Promise<Panel>): Panel => lazily(load, PanelSkeleton);

/** The tabs of a station's page, in this order; the label is a key below `station:group`. */
export const stationGroups = ['now', 'commands', 'settings', 'limits', 'alarms', 'upkeep', 'messages'] as const;
export type StationGroup = (typeof stationGroups)[number];

/**
 * What a station's page consists of. A panel is one row: the first of a group shows when the group's tab is chosen,
 * a group of several has links to each below its tab.
 */
export const stationPlaces = [
  { name: 'now', group: 'now', panel: NowTab },
  { name: 'commands', group: 'commands', panel: later(async () => (await import('./commands-tab.tsx')).CommandsTab) },
  { name: 'configuration', group: 'settings', panel: later(async () => (await import('./settings/settings-tab.tsx')).SettingsTab) },
  { name: 'details', group: 'settings', panel: later(async () => (await import('./details-tab.tsx')).DetailsTab) },
  {
    name: 'display',
    group: 'settings',
    panel: later(async () => (await import('./display/display-tab.tsx')).DisplayTab),
    // 1.6 has no display that can be written to.
    versions: ['ocpp2.0.1', 'ocpp2.1'],
  },
  { name: 'limits', group: 'limits', panel: later(async () => (await import('./limits/limits-tab.tsx')).LimitsTab) },
  {
    name: 'grid',
    group: 'limits',
    panel: later(async () => (await import('./grid/grid-tab.tsx')).GridTab),
    versions: ['ocpp2.1'],
  },
  { name: 'alerts', group: 'alarms', panel: later(async () => (await import('./alerts/alerts-tab.tsx')).StationAlertsTab) },
  { name: 'events', group: 'alarms', panel: later(async () => (await import('./events-tab.tsx')).EventsTab) },
  {
    name: 'monitoring',
    group: 'alarms',
    panel: later(async () => (await import('./monitoring/monitoring-tab.tsx')).MonitoringTab),
    // 1.6 watches nothing by itself.
    versions: ['ocpp2.0.1', 'ocpp2.1'],
  },
  { name: 'upkeep', group: 'upkeep', panel: later(async () => (await import('./upkeep/upkeep-tab.tsx')).UpkeepTab) },
  { name: 'firmware', group: 'upkeep', panel: later(async () => (await import('./care/firmware-tab.tsx')).FirmwareTab) },
  { name: 'logs', group: 'upkeep', panel: later(async () => (await import('./care/logs-tab.tsx')).LogsTab) },
  { name: 'meterKeys', group: 'settings', panel: later(async () => (await import('./meter/meter-keys-tab.tsx')).MeterKeysTab) },
  { name: 'security', group: 'settings', panel: later(async () => (await import('./security/security-tab.tsx')).SecurityTab) },
  {
    name: 'forwarding',
    group: 'settings',
    panel: later(async () => (await import('./forwarding/forwarding-tab.tsx')).ForwardingTab),
  },
  { name: 'uptime', group: 'upkeep', panel: later(async () => (await import('./uptime/uptime-tab.tsx')).UptimeTab) },
  { name: 'acceptance', group: 'upkeep', panel: later(async () => (await import('./acceptance/acceptance-tab.tsx')).AcceptanceTab) },
  { name: 'behaviour', group: 'upkeep', panel: later(async () => (await import('./behaviour-tab.tsx')).BehaviourTab) },
  { name: 'messages', group: 'messages', panel: later(async () => (await import('./messages-tab.tsx')).MessagesTab) },
] as const satisfies readonly StationPlace[];

/** The places that a station of this version has. */
export function placesOf(protocol: string | null): readonly StationPlaceRow[] {
  return (stationPlaces as readonly (StationPlaceRow & StationPlace)[]).filter(
    ({ versions }) => versions === undefined || (protocol !== null && versions.includes(protocol)),
  );
}
export type StationPlaceRow = (typeof stationPlaces)[number];
