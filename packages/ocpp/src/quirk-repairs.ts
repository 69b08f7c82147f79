import type { Dialect } from './dialect.ts';
import { isDateTime } from './formats.ts';
import type { QuirkName } from './quirks.ts';
import type { Deviation } from './repair-row.ts';
import { offsetOf } from './zone-offset.ts';

/** A legal message that means something else when a certain maker sends it. */
interface QuirkRepair extends Deviation {
  quirk: QuirkName;
  /** The payload as it is meant; the same object when there is nothing to mend. */
  mend(payload: unknown, dialect: Dialect): unknown;
}

/** What the quirks of a maker change in its messages, after the schema has accepted them. */
export const quirkRepairs = [
  {
    name: 'kwhAssumed',
    quirk: 'meterValuesInKwhWithoutUnit',
    code: 'R60',
    loss: 'form',
    severity: 'warning',
    why: 'A known firmware leaves the unit of energy out and means kWh.',
    mend: (payload, { version }) => eachSample(payload, (sample) => (isEnergy(sample) ? withUnit(sample, version, 'kWh') : sample)),
  },
  {
    name: 'kwAssumed',
    quirk: 'powerInKwWithoutUnit',
    code: 'R61',
    loss: 'form',
    severity: 'warning',
    why: 'A known firmware leaves the unit of power out and means kW.',
    mend: (payload, { version }) => eachSample(payload, (sample) => (isPower(sample) ? withUnit(sample, version, 'kW') : sample)),
  },
  {
    name: 'localTime',
    quirk: 'timestampsInLocalTime',
    code: 'R62',
    loss: 'form',
    severity: 'warning',
    why: 'A known firmware writes the local time of its site and calls it UTC.',
    mend: (payload, { zone }) => (zone === undefined ? payload : eachTime(payload, zone)),
  },
] as const satisfies readonly QuirkRepair[];

type Json = Record<string, unknown>;

function isEnergy({ measurand = 'Energy.Active.Import.Register' }: Json): boolean {
  return String(measurand).startsWith('Energy.Active.');
}

function isPower({ measurand }: Json): boolean {
  return String(measurand).startsWith('Power.Active.') || measurand === 'Power.Offered';
}

/** Where the unit stands differs; one that is there is believed. A signed value is opaque. [16 §7.43, P2 UnitOfMeasureType] */
function withUnit(sample: Json, version: Dialect['version'], unit: string): Json {
  if (version === 'ocpp1.6') return 'unit' in sample || sample['format'] === 'SignedData' ? sample : { ...sample, unit };
  const written = sample['unitOfMeasure'] as Json | undefined;
  return written !== undefined && 'unit' in written ? sample : { ...sample, unitOfMeasure: { ...written, unit } };
}

/** The payload with each sampled value of it changed. Its schema has accepted it. */
function eachSample(payload: unknown, change: (sample: Json) => Json): unknown {
  return changed(payload, (key, value) => {
    if (key !== 'sampledValue') return value;
    const samples = value as Json[];
    const after = samples.map(change);
    return after.some((sample, index) => sample !== samples[index]) ? after : value;
  });
}

/** The times of happenings; dates of tariffs and reservations come from us. */
const times = new Set(['timestamp', 'generatedAt']);

function eachTime(payload: unknown, zone: string): unknown {
  return changed(payload, (key, value) => (times.has(key) && typeof value === 'string' ? localTime(value, zone) : value));
}

function localTime(text: string, zone: string): string {
  if (!/z$/i.test(text) || !isDateTime(text)) return text;
  const offset = offsetOf(zone, Date.parse(text.replace(':60', ':59')));
  return offset === null ? text : `${text.slice(0, -1)}${offset}`;
}

/** Nothing that is mended stands deeper; foreign data may. */
const deepest = 8;

/** A copy in which `change` has had its say on every member, inner ones first; the same object when it had nothing to say. */
function changed(value: unknown, change: (key: string, value: unknown) => unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  let isSame = true;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    const after = change(key, changed(member, change, depth + 1));
    isSame &&= after === member;
    return [key, after];
  });
  if (isSame) return value;
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
