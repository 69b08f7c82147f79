/** Reading single fields out of payloads of any version, well-formed or not: what cannot be read is simply not told. */
export type Values = Record<string, string | number>;
export interface Told {
  request: unknown;
  answer: unknown;
}
export interface Explainer {
  variants: readonly string[];
  tell: (told: Told) => readonly [string, Values];
}

/** One message's sentences: the variants it can come in, and which one with what values. */
export function explainer<const V extends readonly string[]>(variants: V, tell: (told: Told) => readonly [V[number], Values]): Explainer {
  return { variants, tell };
}

/** The value at a path such as `evse.id` or `meterValue.0.timestamp`; undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}
/** The first of the paths that holds a text or number; `–` where none does. At most 100 characters. */
export function text(value: unknown, ...paths: string[]): string | number {
  for (const path of paths) {
    const found = at(value, path);
    if (typeof found === 'number') return found;
    if (typeof found === 'boolean') return String(found);
    if (typeof found === 'string' && found !== '') return found.slice(0, 100);
  }
  return '–';
}
export function list(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** `2` for connector 2 of 1.6 and for EVSE 2, `2/1` for a connector of an EVSE, `0` for the station as a whole. */
export function place(request: unknown): string {
  const evse = text(request, 'evse.id', 'evseId', 'connectorId');
  const connector = at(request, 'evse.connectorId') ?? (at(request, 'evseId') === undefined ? undefined : at(request, 'connectorId'));
  return typeof connector === 'number' && connector > 1 ? `${evse}/${connector}` : String(evse === '–' ? 0 : evse);
}

const energy = 'Energy.Active.Import.Register';
/** The energy register in kWh, if a meter value tells it (1.6 and 2.x defaults: that measurand, Wh). */
export function registerKwh(meterValues: readonly unknown[]): number | null {
  for (const sampled of meterValues.flatMap((meterValue) => list(meterValue, 'sampledValue')).toReversed()) {
    const isRegister =
      (at(sampled, 'measurand') ?? energy) === energy && at(sampled, 'phase') === undefined && at(sampled, 'format') !== 'SignedData';
    const value = Number(at(sampled, 'value'));
    if (!isRegister || !Number.isFinite(value)) continue;
    const multiplier = Number(at(sampled, 'unitOfMeasure.multiplier') ?? 0);
    const unit = at(sampled, 'unit') ?? at(sampled, 'unitOfMeasure.unit') ?? 'Wh';
    return Math.round(value * 10 ** multiplier * (unit === 'kWh' ? 1000 : 1)) / 1000;
  }
  return null;
}
export function kwh(wattHours: string | number): string | number {
  return typeof wattHours === 'number' ? Math.round(wattHours) / 1000 : wattHours;
}
