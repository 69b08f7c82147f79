import type { Reading } from '@stationmaster/domain';

/** As the column `sample.readings` holds them; the view `reading` reads them by place. */
export function readingsText(readings: readonly Reading[]): string {
  return JSON.stringify(
    readings.map(({ measurand, phase, location, context, unit, value, signed, raw }) => [
      measurand,
      phase,
      location,
      context,
      unit,
      value,
      clean(signed),
      clean(raw),
    ]),
  );
}

/** A station may send what PostgreSQL's JSON cannot hold: U+0000 and half a surrogate pair. */
function clean<T extends string | null>(text: T): T | string {
  return text === null ? text : text.replaceAll('\0', '\ufffd').toWellFormed();
}

const known = new Map<string, number>();
/** A network measures in some dozen ways; whatever varies without end is no longer remembered. */
const mostKnown = 10_000;

/** What a sample measures and where, as a number below 2^53: the same for each repeat of it. */
export function seriesOf(readings: readonly Reading[], evseId: number): number {
  let name = String(evseId);
  for (const { measurand, phase, location, context } of readings) name += `|${measurand},${phase},${location},${context}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const series = hash(name);
  if (known.size < mostKnown) known.set(name, series);
  return series;
}

/** Two multiplying hashes in the manner of FNV-1a side by side, 53 bits of them: it tells apart, it keeps nothing secret. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
