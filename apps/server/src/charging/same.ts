import { type ChargingProfile, type ProfileVersion, toWire } from '@stationmaster/domain';

/** Does the station report what we have set? Of a start's profile it alone knows the transaction; a schedule's id means nothing. */
export function isReportedAsSet(version: ProfileVersion, set: ChargingProfile, reported: ChargingProfile): boolean {
  const bound =
    set.transactionId === undefined && reported.transactionId !== undefined ? { ...set, transactionId: reported.transactionId } : set;
  return wordsOf(version, bound) === wordsOf(version, reported);
}

/** What would be sent, in one order, without what changes by itself. */
function wordsOf(version: ProfileVersion, profile: ChargingProfile): string {
  const { dynUpdateTime: _, ...rest } = profile;
  const schedules = profile.schedules.map((schedule) => ({ ...schedule, id: 1 }));
  return JSON.stringify(sorted(toWire(version, { ...rest, schedules }).payload));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
