import type { Instant } from './reading.ts';

const zoned = /(?:z|[+-]\d\d(?::?\d\d)?)$/i;

/** An ISO 8601 moment in epoch ms, null when it is none. 1.6 stations leave out the zone: then it is UTC, never the server's zone. */
export function parseMoment(text: string): Instant | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d\d-\d\d[t ]\d\d:\d\d/i.test(trimmed)) return null;
  const moment = Date.parse(zoned.test(trimmed) ? trimmed : `${trimmed}Z`);
  return Number.isNaN(moment) ? null : moment;
}
