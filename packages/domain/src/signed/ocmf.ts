import type { Instant, Wh } from '../reading.ts';
import { methodNamed, type SigningMethod } from './curves.ts';

/** One reading of an OCMF record. What a record leaves out is as in the reading before (OCMF 1.x, `RD`). */
export interface OcmfReading {
  /** As the meter wrote it. */
  time: string;
  at: Instant | null;
  /** U unknown, I informative, S synchronised, R relative. */
  clock: string | null;
  /** B begin, C charging, X exception, E/L/R/A/P ended in some way, S suspended, T tariff change. */
  kind: string | null;
  value: string;
  wh: Wh | null;
  obis: string;
  unit: string;
  /** E: the energy is not usable, t: the time is not. */
  errors: string;
  /** G: good. */
  state: string;
}
export interface Ocmf {
  /** The bytes that are signed, exactly as sent. */
  payload: string;
  version: string;
  gateway: string;
  gatewaySerial: string;
  meterVendor: string;
  meterModel: string;
  meterSerial: string;
  /** T: transactions, F: fiscal; counted without a gap. */
  page: { kind: string; number: number } | null;
  /** Who charged, as the meter was told; IS, IT and ID. */
  identification: { known: boolean; type: string; id: string };
  chargePoint: string;
  tariff: string;
  readings: readonly OcmfReading[];
  signature: { method: SigningMethod | null; name: string; encoding: string; data: string };
}

/** OCMF|payload|signature. null: not such a record, or broken; nothing of a broken record is guessed. */
export function parseOcmf(text: string): Ocmf | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('OCMF|')) return null;
  const end = trimmed.lastIndexOf('|');
  if (end <= 5) return null;
  const payload = trimmed.slice(5, end);
  const body = objectOf(payload);
  const signature = objectOf(trimmed.slice(end + 1));
  if (body === null || signature === null || !Array.isArray(body['RD'])) return null;
  const name = word(signature['SA']);
  return {
    payload,
    version: word(body['FV']),
    gateway: word(body['GI']),
    gatewaySerial: word(body['GS']),
    meterVendor: word(body['MV']),
    meterModel: word(body['MM']),
    meterSerial: word(body['MS']),
    page: pageOf(word(body['PG'])),
    identification: { known: body['IS'] === true, type: word(body['IT']), id: word(body['ID']) },
    chargePoint: word(body['CI']),
    tariff: word(body['TT']),
    readings: readingsOf(body['RD']),
    signature: {
      name,
      method: name === '' ? null : methodNamed(name),
      encoding: word(signature['SE']) || 'hex',
      data: word(signature['SD']),
    },
  };
}

function readingsOf(list: readonly unknown[]): OcmfReading[] {
  const readings: OcmfReading[] = [];
  let before: Record<string, unknown> = {};
  for (const one of list) {
    if (!isObject(one)) continue;
    const { RV, ...rest } = one;
    before = { ...before, ...rest };
    const value = word(RV);
    const unit = word(before['RU']);
    const time = word(before['TM']);
    readings.push({
      ...timeOf(time),
      time,
      kind: word(before['TX']) || null,
      value,
      unit,
      wh: whOf(value, unit),
      obis: word(before['RI']),
      errors: word(before['EF']),
      state: word(before['ST']),
    });
  }
  return readings;
}

/** 2021-10-07T15:29:55,000+0200 S */
function timeOf(text: string): { at: Instant | null; clock: string | null } {
  const [, date = '', fraction = '', sign = '', hours = '', minutes = '', clock = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[,.](\d{1,3}))?\s*(?:([+-])(\d\d):?(\d\d)|Z)\s*([A-Z])?$/.exec(text.trim()) ?? [];
  if (date === '') return { at: null, clock: null };
  const wall = Date.parse(`${date}.${fraction.padEnd(3, '0')}Z`);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return { at: Number.isNaN(wall) ? null : wall - offset, clock: clock === '' ? null : clock };
}

const units: Readonly<Record<string, number>> = { Wh: 0, kWh: 3, MWh: 6 };
function whOf(value: string, unit: string): Wh | null {
  const exponent = units[unit];
  if (exponent === undefined || !/^\d+(\.\d+)?$/.test(value)) return null;
  // By its point: 0.2597 kWh are 259.7 Wh.
  return Number(`${value}e${exponent}`);
}

function pageOf(text: string): Ocmf['page'] {
  const [, kind = '', number = ''] = /^([A-Z])(\d{1,15})$/.exec(text) ?? [];
  return kind === '' ? null : { kind, number: Number(number) };
}

/** Value group C of the OBIS code: 1, 98 and B0 to B3 count what the car takes, 2 and C0 to C3 what it gives. */
export function isImport({ obis }: Pick<OcmfReading, 'obis'>): boolean {
  if (obis === '') return true;
  const group = /:0*([0-9A-Z]+)\./i.exec(obis)?.[1]?.toUpperCase() ?? '';
  return ['1', '98', 'B0', 'B1', 'B2', 'B3'].includes(group);
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Texts and numbers as text, padded ones bare. */
function word(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
