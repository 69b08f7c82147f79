import type { Sample } from './message.ts';

/** One reading in the words that all versions share. */
export interface Measured {
  measurand: 'Energy.Active.Import.Register' | 'Power.Active.Import' | 'Current.Import' | 'Voltage' | 'Frequency' | 'SoC';
  value: number;
  unit: 'Wh' | 'W' | 'A' | 'V' | 'Hertz' | 'Percent';
  phase: 'L1' | 'L2' | 'L3' | null;
  location: 'Outlet' | 'EV';
}

export const mainsVolt = 230;
export const dcVolt = 400;
const mainsHertz = 50;

/** What of a sample the station is set to tell. The register when nothing of the list can be measured. [16 §9.1.17, P2 J02] */
export function measure(sample: Sample, measurands: readonly string[]): Measured[] {
  const values = allOf(sample).filter(({ measurand }) => measurands.includes(measurand));
  return values.length > 0 ? values : allOf(sample).slice(0, 1);
}

function allOf({ registerWh, powerW, phases, kind, socPercent }: Sample): Measured[] {
  const one = (measurand: Measured['measurand'], value: number, unit: Measured['unit']): Measured => ({
    measurand,
    value,
    unit,
    phase: null,
    location: 'Outlet',
  });
  const values = [one('Energy.Active.Import.Register', registerWh, 'Wh'), one('Power.Active.Import', powerW, 'W')];
  const lines = phases === 3 ? (['L1', 'L2', 'L3'] as const) : (['L1'] as const);
  if (kind === 'AC') {
    const ampere = Math.round((powerW / lines.length / mainsVolt) * 10) / 10;
    for (const phase of lines) values.push({ ...one('Current.Import', ampere, 'A'), phase });
    for (const phase of lines) values.push({ ...one('Voltage', mainsVolt, 'V'), phase });
    values.push(one('Frequency', mainsHertz, 'Hertz'));
  } else values.push(one('Voltage', dcVolt, 'V'));
  if (socPercent !== null) values.push({ ...one('SoC', socPercent, 'Percent'), location: 'EV' });
  return values;
}
