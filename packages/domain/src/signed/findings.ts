import type { Instant, Wh } from '../reading.ts';
import { isImport, type Ocmf, type OcmfReading } from './ocmf.ts';
import type { SignedFormat } from './signed-data.ts';

/** What a check of one record's signature has found. */
export const signatureVerdicts = [
  'valid',
  'invalid', // no key we know fits
  'wrongKey', // it fits another key than the registered one
  'noKey', // there is no key to check it with
  'unsupported', // a format or method that is kept and passed on, not checked here
  'unreadable', // says it is OCMF, but is broken
] as const;
export type SignatureVerdict = (typeof signatureVerdicts)[number];
/** Who says whose key it is: a person has registered it, the station has told it, or it came with the value itself. */
export const keyOrigins = ['registered', 'station', 'message'] as const;
export type KeyOrigin = (typeof keyOrigins)[number];

export interface CheckedRecord {
  format: SignedFormat;
  verdict: SignatureVerdict;
  origin: KeyOrigin | null;
  /** null: not OCMF, or broken. */
  ocmf: Ocmf | null;
  /** The serial of the meter its key is registered for; '' where none was given. */
  keySerial: string;
  /** Pages before it that this meter has never sent, though it has sent older ones. */
  missingPages: number;
}
export interface SignedSession {
  energyWh: Wh;
  status: 'active' | 'ended';
}

/** What is wrong with the signed values of a session. Words for people are in the console. */
export const signedFindings = [
  'signedInvalid',
  'signedWrongKey',
  'signedNoKey',
  'signedKeyUnregistered',
  'signedUnsupported',
  'signedUnreadable',
  'signedGap',
  'signedFlagged',
  'signedMismatch',
  'signedHalf',
  'signedEnergyDiffers',
  'signedClockUnset',
] as const;
export type SignedFinding = (typeof signedFindings)[number];
export interface Found<K extends string = string> {
  kind: K;
  /** Facts a person can look at. */
  detail: Readonly<Record<string, string | number>>;
}

const begins: ReadonlySet<string> = new Set(['B']);
const ends: ReadonlySet<string> = new Set(['E', 'L', 'R', 'A', 'P']);
/** Meters sign whole Wh or less; stations report in hundredths of a kWh. */
const toleranceWh = 10;

interface Point {
  reading: OcmfReading;
  record: Ocmf;
}

/** First signed word of the transaction and its last, by time; imports only. */
export function signedEnds(records: readonly CheckedRecord[]): { begin: Point | null; end: Point | null } {
  const points = records
    .flatMap(({ ocmf }) => (ocmf === null ? [] : ocmf.readings.filter(isImport).map((reading) => ({ reading, record: ocmf }))))
    .sort((a, b) => (a.reading.at ?? 0) - (b.reading.at ?? 0));
  return {
    begin: points.find(({ reading }) => begins.has(reading.kind ?? '')) ?? null,
    end: points.findLast(({ reading }) => ends.has(reading.kind ?? '')) ?? null,
  };
}

/** What the meter itself says the car has taken; null: begin or end is missing. */
export function signedEnergy(records: readonly CheckedRecord[]): Wh | null {
  const { begin, end } = signedEnds(records);
  if (begin?.reading.wh == null || end?.reading.wh == null) return null;
  return Math.round((end.reading.wh - begin.reading.wh) * 1000) / 1000;
}

/** When the meter says it began and ended; not where its clock was never set. */
export function signedTimes(records: readonly CheckedRecord[]): { from: Instant | null; to: Instant | null } {
  const { begin, end } = signedEnds(records);
  const of = (point: Point | null) => (point === null || point.reading.clock === 'U' ? null : point.reading.at);
  return { from: of(begin), to: of(end) };
}

/** Everything that is remarkable about the signed values of a session. None at all: no finding, many stations sign nothing. */
export function findSigned(records: readonly CheckedRecord[], session: SignedSession): Found<SignedFinding>[] {
  if (records.length === 0) return [];
  const readable = records.filter((record) => record.ocmf !== null);
  return [...ofSignatures(records), ...ofPages(records), ...ofFlags(readable), ...ofPairing(readable, session)];
}

const byVerdict: Partial<Record<SignatureVerdict, SignedFinding>> = {
  invalid: 'signedInvalid',
  wrongKey: 'signedWrongKey',
  noKey: 'signedNoKey',
  unsupported: 'signedUnsupported',
  unreadable: 'signedUnreadable',
};
function ofSignatures(records: readonly CheckedRecord[]): Found<SignedFinding>[] {
  const found = Object.entries(byVerdict).flatMap(([verdict, kind]) => {
    const with_ = records.filter((record) => record.verdict === verdict);
    const formats = [...new Set(with_.map(({ format }) => format))].join(', ');
    return with_.length === 0 ? [] : [{ kind, detail: { records: with_.length, of: records.length, formats } }];
  });
  const untold = records.filter(({ verdict, origin }) => verdict === 'valid' && origin !== 'registered');
  return untold.length === 0 ? found : [...found, { kind: 'signedKeyUnregistered', detail: { records: untold.length } }];
}

function ofPages(records: readonly CheckedRecord[]): Found<SignedFinding>[] {
  const pages = records.reduce((sum, { missingPages }) => sum + missingPages, 0);
  return pages === 0 ? [] : [{ kind: 'signedGap', detail: { pages } }];
}

function ofFlags(records: readonly CheckedRecord[]): Found<SignedFinding>[] {
  const readings = records.flatMap(({ ocmf }) => ocmf?.readings ?? []);
  // Charging values in between do not make the bill; those that do must be good.
  const counted = readings.filter((reading) => isImport(reading) && reading.kind !== 'C');
  const bad = counted.find(({ state, errors }) => (state !== '' && state !== 'G') || /[Et]/.test(errors));
  const unset = counted.find(({ clock }) => clock === 'U');
  const found: Found<SignedFinding>[] = [];
  if (bad) found.push({ kind: 'signedFlagged', detail: { state: bad.state, errors: bad.errors, at: bad.time } });
  if (unset) found.push({ kind: 'signedClockUnset', detail: { at: unset.time } });
  return found;
}

function ofPairing(records: readonly CheckedRecord[], session: SignedSession): Found<SignedFinding>[] {
  if (records.length === 0) return [];
  const found: Found<SignedFinding>[] = [];
  const { begin, end } = signedEnds(records);
  const differing = mismatch(records, begin, end);
  if (differing !== null) found.push({ kind: 'signedMismatch', detail: differing });
  if (session.status !== 'ended') return found;
  if (begin === null || end === null) found.push({ kind: 'signedHalf', detail: { missing: begin === null ? 'begin' : 'end' } });
  const energy = signedEnergy(records);
  if (energy !== null && Math.abs(energy - session.energyWh) > toleranceWh)
    found.push({ kind: 'signedEnergyDiffers', detail: { signedWh: energy, sessionWh: session.energyWh } });
  return found;
}

/** Begin and end are to be of the same meter and person, and the meter the one whose key it is. */
function mismatch(records: readonly CheckedRecord[], begin: Point | null, end: Point | null): Found['detail'] | null {
  const foreign = records.find(({ ocmf, keySerial }) => keySerial !== '' && ocmf !== null && !sameSerial(signingMeter(ocmf), keySerial));
  if (foreign?.ocmf) return { what: 'meter', first: foreign.keySerial, second: signingMeter(foreign.ocmf) };
  if (begin === null || end === null || begin.record === end.record) return null;
  const pairs = [
    ['meter', signingMeter(begin.record), signingMeter(end.record)],
    ['identification', begin.record.identification.id, end.record.identification.id],
    ['register', begin.reading.obis, end.reading.obis],
  ] as const;
  const other = pairs.find(([, first, second]) => first !== second);
  return other === undefined ? null : { what: other[0], first: other[1], second: other[2] };
}
/** Some makers leave MS out: then the gateway is the meter. */
export function signingMeter({ meterSerial, gatewaySerial }: Pick<Ocmf, 'meterSerial' | 'gatewaySerial'>): string {
  return meterSerial || gatewaySerial;
}
function sameSerial(first: string, second: string): boolean {
  const bare = (text: string) => text.replace(/[\s-]/g, '').toLowerCase();
  return bare(first) === bare(second);
}
