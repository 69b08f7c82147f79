import type { AlertKind, AlertSeverity } from '@stationmaster/domain';

/** One thing that an alert is about. */
export interface Told {
  subject: string;
  stationId: string | null;
  stationName: string | null;
  site: string | null;
  evseId: number;
  connectorId: number;
  since: string;
  data: Record<string, unknown>;
}
/** What a message says, as it was when it was queued; words are found when it is sent. Moments are ISO 8601. */
export interface Content {
  kind: AlertKind;
  /** The rule's own; '': as its kind is called. */
  name: string;
  severity: AlertSeverity;
  items: number;
  openItems: number;
  openedAt: string;
  endedAt: string | null;
  acknowledgedBy: string | null;
  /** Some of them. */
  examples: readonly Told[];
}
