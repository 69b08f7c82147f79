import { api } from '../../api.ts';
import type { Reading } from './curves.ts';

/** More would not change the picture on a screen. */
const MOST_PAGES = 20;

/** All readings of one kind, in order of time. */
export async function loadReadings(sessionId: number, measurand: string): Promise<Reading[]> {
  const readings: Reading[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next } = await api.sessionReadings({
      params: { sessionId },
      query: { measurand, limit: 500, ...(cursor ? { cursor } : {}) },
    });
    readings.push(...items);
    if (next === null) break;
    cursor = next;
  }
  return readings;
}
