import type { Setting } from '../station/settings.ts';
import { settingKey } from '../station/settings.ts';
import type { Evse } from '../station/state.ts';
import type { Asked } from './calls.ts';

export type MonitorType = Asked<'SetVariableMonitoring'>['setMonitoringData'][number]['type'];
export type MonitoringBase = Asked<'SetMonitoringBase'>['monitoringBase'];

/** Somebody watches a variable. [P2 N] */
export interface Monitor {
  id: number;
  /** `settingKey` of the variable. */
  key: string;
  type: MonitorType;
  /** A threshold, a difference or a number of seconds. */
  value: number;
  /** 0 (danger) to 9 (debug). */
  severity: number;
  /** Only while a transaction runs there. */
  isOfTransaction: boolean;
  origin: 'HardWiredMonitor' | 'PreconfiguredMonitor' | 'CustomMonitor';
  /** What the variable was when it last counted. */
  last: string;
  /** A threshold is passed and not yet cleared. */
  isRaised: boolean;
}

/** What a station does about monitoring. */
export interface Monitoring {
  base: MonitoringBase;
  /** Severities above are not told. */
  level: number;
  monitors: readonly Monitor[];
  /** Event ids count from the factory on. */
  eventCount: number;
}

const usualLevel = 5;

/** What is watched from the factory on: problems always, statuses only for those who want to know that much. */
export function factoryMonitoring(evses: readonly Pick<Evse, 'id'>[]): Monitoring {
  return { base: 'All', level: usualLevel, monitors: factoryMonitors(evses), eventCount: 0 };
}

export function factoryMonitors(evses: readonly Pick<Evse, 'id'>[]): Monitor[] {
  const rows = evses.flatMap(({ id: evseId }): Omit<Monitor, 'id'>[] => [
    watch({ component: 'EVSE', variable: 'Problem', evseId }, { severity: 2, origin: 'HardWiredMonitor', last: 'false' }),
    watch(
      { component: 'ConnectorPlugRetentionLock', variable: 'Problem', evseId },
      { severity: 3, origin: 'HardWiredMonitor', last: 'false' },
    ),
    watch({ component: 'EVSE', variable: 'AvailabilityState', evseId }, { severity: 8, origin: 'PreconfiguredMonitor', last: 'Available' }),
  ]);
  return rows.map((row, index) => ({ id: index + 1, ...row }));
}

function watch(
  address: Pick<Setting, 'component' | 'variable' | 'evseId'>,
  rest: Pick<Monitor, 'severity' | 'origin' | 'last'>,
): Omit<Monitor, 'id'> {
  return { key: settingKey(address), type: 'Delta', value: 1, isOfTransaction: false, isRaised: false, ...rest };
}

export const thresholds: ReadonlySet<MonitorType> = new Set<MonitorType>(['UpperThreshold', 'LowerThreshold']);
export const periodics: ReadonlySet<MonitorType> = new Set<MonitorType>(['Periodic', 'PeriodicClockAligned']);

export function isNumeric({ type }: Pick<Setting, 'type'>): boolean {
  return type === 'integer' || type === 'decimal';
}
