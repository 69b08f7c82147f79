import type { Instant, Reading } from '../reading.ts';

/** One sampled value of any version, as sent. */
export interface Sample {
  value: string | number;
  measurand?: string | undefined;
  context?: string | undefined;
  phase?: string | undefined;
  location?: string | undefined;
  unit?: string | undefined;
  /** 2.x: power of ten the value is to be multiplied by. */
  multiplier?: number | undefined;
  /** 1.6 format SignedData: `value` is the signed record. */
  isSigned?: boolean | undefined;
  /** 2.x signedMeterData. */
  signed?: string | undefined;
}

const scales: ReadonlyMap<string, readonly [base: string, exponent: number]> = new Map(
  Object.entries({
    kWh: ['Wh', 3],
    MWh: ['Wh', 6],
    kvarh: ['varh', 3],
    kVAh: ['VAh', 3],
    kW: ['W', 3],
    MW: ['W', 6],
    kvar: ['var', 3],
    kVA: ['VA', 3],
    mA: ['A', -3],
    kA: ['A', 3],
    mV: ['V', -3],
    kV: ['V', 3],
    Celcius: ['Celsius', 0],
  } as const),
);
const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** Normalises one sampled value: defaults of 1.6 §7.28 and 2.x SampledValueType filled in, scaled to the base unit. */
export function toReading(sample: Sample, at: Instant): Reading {
  const measurand = sample.measurand ?? 'Energy.Active.Import.Register';
  const sent = sample.unit ?? defaultUnit(measurand);
  const [unit, exponent] = scales.get(sent) ?? [sent, 0];
  const text = String(sample.value);
  return {
    at,
    measurand,
    unit,
    phase: sample.phase ?? '',
    location: sample.location ?? 'Outlet',
    context: sample.context ?? 'Sample.Periodic',
    value: sample.isSigned ? null : scaled(text, exponent + (sample.multiplier ?? 0)),
    signed: sample.isSigned ? text : (sample.signed ?? null),
    raw: rawOf(sample, sent),
  };
}

/** The text times ten to the exponent, by moving the point: 12.345 kWh are 12345 Wh, not 12345.000000000002. null: not a number. */
function scaled(text: string, exponent: number): number | null {
  const trimmed = text.trim();
  if (!numeral.test(trimmed)) return null;
  const [digits = '', own = '0'] = trimmed.toLowerCase().split('e');
  const value = exponent === 0 ? Number(trimmed) : Number(`${digits}e${Number(own) + exponent}`);
  return Number.isFinite(value) ? value : null;
}

function rawOf(sample: Sample, unit: string): string {
  if (sample.isSigned) return 'SignedData';
  const multiplied = sample.multiplier ? `e${sample.multiplier}` : '';
  return `${sample.value}${multiplied} ${unit}`.trimEnd();
}

function defaultUnit(measurand: string): string {
  if (measurand.startsWith('Energy')) return 'Wh';
  if (measurand.startsWith('Power.Reactive')) return 'var';
  if (measurand.startsWith('Power') && measurand !== 'Power.Factor') return 'W';
  if (measurand.startsWith('Current')) return 'A';
  if (measurand.startsWith('Voltage')) return 'V';
  if (measurand.startsWith('SoC')) return 'Percent';
  if (measurand === 'Frequency') return 'Hz';
  if (measurand === 'Temperature') return 'Celsius';
  return '';
}
