import { type ConnectorStatus, connectorStatuses } from '@stationmaster/domain';

/** What a screen can say about a plug: a connector's status, or that nobody knows because the station is away. */
export type ShownStatus = ConnectorStatus | 'Offline';
export type StatusTone = 'free' | 'busy' | 'soon' | 'wait' | 'closed' | 'broken' | 'away';
/** Colour (by tone) and shape; the word comes from the app's translations. Never colour alone. */
export interface StatusLook {
  tone: StatusTone;
  shape: 'ring' | 'bolt' | 'plug' | 'pause' | 'check' | 'flag' | 'bar' | 'triangle' | 'cross' | 'question';
}

export const connectorLooks: Readonly<Record<ShownStatus, StatusLook>> = {
  Available: { tone: 'free', shape: 'ring' },
  Preparing: { tone: 'soon', shape: 'plug' },
  Charging: { tone: 'busy', shape: 'bolt' },
  PausedByCar: { tone: 'wait', shape: 'pause' },
  PausedByStation: { tone: 'wait', shape: 'pause' },
  Finishing: { tone: 'soon', shape: 'check' },
  Reserved: { tone: 'soon', shape: 'flag' },
  Unavailable: { tone: 'closed', shape: 'bar' },
  Faulted: { tone: 'broken', shape: 'triangle' },
  Offline: { tone: 'away', shape: 'cross' },
  Unknown: { tone: 'away', shape: 'question' },
};

/** Words a newer server may use that this build does not know are shown as Unknown. */
export function lookOf(status: string): StatusLook {
  const known: readonly string[] = [...connectorStatuses, 'Offline'];
  return connectorLooks[known.includes(status) ? (status as ShownStatus) : 'Unknown'];
}
