import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { RecordedSession } from './replay.ts';

const slotMs = 5 * 60_000;

interface Ev {
  _arrival: number;
  _departure: number;
  _requested_energy: number;
  _station_id: string;
  _session_id: string;
}

/**
 * Reads an event queue of acnportal (Caltech ACN-Data): gzip of a JSON text that itself holds JSON. Objects of class
 * `….EV` are the sessions; arrival and departure count 5-minute slots from `start`, energy is kWh.
 * @param start local midnight of the recording's first day, epoch ms.
 */
export function readAcn(file: string, start: number): RecordedSession[] {
  const outer: unknown = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  const { context_dict: objects } = JSON.parse(String(outer)) as { context_dict: Record<string, { class: string; attributes: Ev }> };
  return Object.values(objects)
    .filter((object) => object.class.endsWith('.EV'))
    .map(({ attributes }) => ({
      name: attributes._session_id,
      evse: attributes._station_id,
      arrival: start + attributes._arrival * slotMs,
      departure: start + attributes._departure * slotMs,
      energyWh: attributes._requested_energy * 1000,
    }))
    .sort((a, b) => a.arrival - b.arrival);
}
