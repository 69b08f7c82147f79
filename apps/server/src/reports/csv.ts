import { csvText } from '@stationmaster/domain';
import type { EventListRow } from './store.ts';

const head = [
  'station',
  'at',
  'receivedAt',
  'kind',
  'severity',
  'type',
  'component',
  'variable',
  'evse',
  'connector',
  'text',
  'cleared',
  'acknowledgedAt',
  'acknowledgedBy',
];

/** Events as a file, a line each; moments ISO 8601 in UTC. */
export function eventsCsv(rows: readonly EventListRow[]): string {
  return csvText([
    head,
    ...rows.map((row) => [
      row.identity,
      row.at.toISOString(),
      row.received_at.toISOString(),
      row.kind,
      row.severity === null ? '' : String(row.severity),
      row.type,
      row.component,
      row.variable,
      String(row.evse_id),
      String(row.connector_id),
      row.text,
      String(row.cleared || row.cleared_at !== null),
      row.acknowledged_at?.toISOString() ?? '',
      row.acknowledged_by ?? '',
    ]),
  ]);
}
