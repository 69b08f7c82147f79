import type { AlertKind } from '@stationmaster/domain';
import type { Condition } from './condition.ts';
import { stationConditions } from './station-conditions.ts';
import { thingConditions } from './thing-conditions.ts';

/** How each kind finds what it is about. */
export const conditions: Readonly<Record<AlertKind, Condition>> = { ...stationConditions, ...thingConditions };

/** How often each kind is looked at, at most; news from stations wake some of them earlier. ms */
export const paceOf: Readonly<Record<AlertKind, number>> = {
  offline: 10_000,
  faulted: 10_000,
  stuck: 60_000,
  startsFail: 60_000,
  meterStill: 60_000,
  refusals: 60_000,
  noSession: 3_600_000,
  securityEvent: 60_000,
  certificateExpiring: 600_000,
  rootEnding: 600_000,
  campaignStopped: 30_000,
  diskFilling: 60_000,
  runbookGaveUp: 10_000,
};
