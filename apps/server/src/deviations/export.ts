import { csvLine, csvText } from '../sessions/csv.ts';
import { describe } from './names.ts';
import type { DeviationCount } from './store.ts';

const dayMs = 86_400_000;
const header = ['day', 'direction', 'action', 'name', 'code', 'severity', 'detail', 'count', 'firstAt', 'lastAt', 'frameId'];

/** A row a day (RFC 4180). */
export function csvOf(counts: readonly DeviationCount[]): string {
  return [csvLine(header), ...counts.map(lineOf)].join('');
}

function lineOf({ day, direction, action, name, detail, count, first_at, last_at, frame_id }: DeviationCount): string {
  const { code, severity } = describe(name);
  return csvLine([
    new Date(day * dayMs).toISOString().slice(0, 10),
    direction,
    csvText(action),
    csvText(name),
    code ?? '',
    severity,
    csvText(detail),
    String(count),
    first_at.toISOString(),
    last_at.toISOString(),
    frame_id === null ? '' : String(frame_id),
  ]);
}
