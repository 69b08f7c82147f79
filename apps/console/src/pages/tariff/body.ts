import { type FullTariff, type TariffFault, validateFullTariff } from '@stationmaster/domain';
import type {
  Component,
  Element,
  Fields,
  LimitFields,
  ListName,
  PriceFields,
  RuleFields,
  TariffBody,
  TaxFields,
  WhenFields,
} from './fields.ts';
import { isTime, listNames, rangeNames, ranges } from './fields.ts';
import { dayAfter, decimalOf, perHour, secondsOf, toThousandths } from './typed.ts';

/** A fault stands at a field: `rules.0.prices.1.price`. The word is a key below `tariff:fault`. */
export type Faults = Record<string, string>;
type Note = (path: string, word: string) => void;

/** What is sent, and what is wrong with it. With faults the body is only good to be looked at: what cannot be read is left out. */
export function bodyOf(fields: Fields): { body: TariffBody; faults: Faults } {
  const faults: Faults = {};
  const note: Note = (path, word) => {
    faults[path] ??= word;
  };
  const elements = fields.rules.map((rule, index) => elementOf(fields, rule, { path: `rules.${index}`, note }));
  const body: TariffBody = {
    name: fields.name.trim(),
    currency: fields.currency,
    taxIncluded: fields.taxIncluded,
    elements,
    ...defined({
      minPrice: limitOf(fields.min, 'min', note),
      maxPrice: limitOf(fields.max, 'max', note),
      validFrom: momentOf(fields.validFrom),
      validUntil: momentOf(fields.validUntil),
      purpose: fields.purpose === '' ? undefined : fields.purpose,
      texts: fields.texts.length === 0 ? undefined : fields.texts.map(({ language, text }) => ({ language, text })),
      url: fields.url.trim() === '' ? undefined : fields.url.trim(),
    }),
  };
  if (body.name === '') note('name', 'name');
  if (body.url !== undefined && !URL.canParse(body.url)) note('url', 'url');
  fields.texts.forEach(({ language }, index) => {
    if (!/^[a-z]{2}$/.test(language)) note(`texts.${index}.language`, 'language');
  });
  for (const fault of validateFullTariff(engineTariff(body))) note(shared(placeOf(fault), fields), wordOf(fault));
  return { body, faults };
}

/** The tariff as the engine takes it. */
export function engineTariff({ validFrom, validUntil, ...body }: TariffBody): FullTariff {
  const known = JSON.parse(JSON.stringify(body)) as Omit<FullTariff, 'id' | 'version'>;
  return {
    ...known,
    id: 0,
    version: 0,
    ...(validFrom !== undefined && { validFrom: Date.parse(validFrom) }),
    ...(validUntil !== undefined && { validUntil: Date.parse(validUntil) }),
  };
}

interface At {
  path: string;
  note: Note;
}

function elementOf(fields: Fields, rule: RuleFields, { path, note }: At): Element {
  const priceComponents = rule.prices.map((price, index) => componentOf(fields, price, { path: `${path}.prices.${index}`, note }));
  const restrictions = restrictionsOf(rule.when, { path: `${path}.when`, note });
  return { priceComponents, ...(Object.keys(restrictions).length > 0 && { restrictions }) };
}

function componentOf({ tax }: Fields, fields: PriceFields, { path, note }: At): Component {
  const { type } = fields;
  const price = number(fields.price, `${path}.price`, note);
  return {
    type,
    price: isTime(type) && fields.per === 'minute' ? perHour(price) : price,
    ...taxesOf(fields.tax ?? tax, { path: fields.tax === null ? 'tax' : `${path}.tax`, note }),
    stepSize: stepOf(fields, { path: `${path}.step`, note }),
    ...defined({
      graceSeconds: fields.grace.trim() === '' ? undefined : seconds(fields.grace, `${path}.grace`, note),
      maxAmount: fields.cap.trim() === '' ? undefined : number(fields.cap, `${path}.cap`, note),
      recipe: fields.recipe === null ? undefined : recipeOf(fields.recipe, { path: `${path}.recipe`, note }),
    }),
  };
}

function recipeOf({ series, lock, steps }: NonNullable<PriceFields['recipe']>, { path, note }: At): NonNullable<Component['recipe']> {
  return {
    series,
    lock,
    steps: steps.map((step, index) => {
      const place = `${path}.steps.${index}`;
      const value = number(step.value, `${place}.value`, note);
      if ((step.kind === 'add' || step.kind === 'percent') && step.name.trim() === '') note(`${place}.name`, 'stepName');
      if (step.kind === 'percent') return { kind: 'percent', name: step.name.trim(), percent: value };
      return step.kind === 'add' ? { kind: 'add', name: step.name.trim(), price: value } : { kind: step.kind, price: value };
    }),
  };
}

function taxesOf({ kind, percent, rates }: TaxFields, { path, note }: At): Pick<Component, 'vat' | 'taxes'> {
  if (kind === 'one') return percent.trim() === '' ? {} : { vat: number(percent, `${path}.percent`, note) };
  if (rates.length === 0) return {};
  return {
    taxes: rates.map((rate, index) => ({
      name: rate.name.trim(),
      percent: number(rate.percent, `${path}.rates.${index}.percent`, note),
      ...(rate.stack !== '' && { stack: Number(rate.stack) }),
    })),
  };
}

function stepOf({ type, step }: PriceFields, { path, note }: At): number {
  if (step.trim() === '') return 1;
  const size = type === 'ENERGY' ? toThousandths(step) : secondsOf(step);
  if (size === null || !Number.isInteger(size) || size < 1) note(path, type === 'ENERGY' ? 'stepEnergy' : 'minutes');
  return size ?? 1;
}

function restrictionsOf(when: WhenFields, { path, note }: At): NonNullable<Element['restrictions']> {
  const { time, days, dates, holidays, reservation } = when;
  const restrictions: NonNullable<Element['restrictions']> = {
    ...defined({
      startTime: time?.from || undefined,
      endTime: time?.until || undefined,
      startDate: dates?.from || undefined,
      endDate: dates?.until ? dayAfter(dates.until, 1) : undefined,
      dayOfWeek: days,
      holidays,
      reservation,
    }),
  };
  if (time && time.from === '' && time.until === '') note(`${path}.time`, 'empty');
  if (dates && dates.from === '' && dates.until === '') note(`${path}.dates`, 'empty');
  for (const name of rangeNames) {
    const range = when[name];
    if (range === undefined) continue;
    const [min, max, unit] = ranges[name];
    if (range.from.trim() === '' && range.until.trim() === '') note(`${path}.${name}`, 'empty');
    for (const [key, end] of [
      [min, 'from'],
      [max, 'until'],
    ] as const) {
      if (range[end].trim() === '') continue;
      const value = unit === 'seconds' ? secondsOf(range[end]) : unit === 'thousandths' ? toThousandths(range[end]) : plain(range[end]);
      if (value === null) note(`${path}.${name}`, unit === 'seconds' ? 'minutes' : 'number');
      else restrictions[key] = value;
    }
  }
  for (const [name, key] of Object.entries(listNames) as [ListName, (typeof listNames)[ListName]][]) {
    const list = when[name];
    if (list !== undefined) restrictions[key] = list;
  }
  return restrictions;
}

function limitOf({ beforeTaxes, afterTaxes }: LimitFields, path: string, note: Note): TariffBody['minPrice'] {
  const limit = defined({
    beforeTaxes: beforeTaxes.trim() === '' ? undefined : number(beforeTaxes, `${path}.beforeTaxes`, note),
    afterTaxes: afterTaxes.trim() === '' ? undefined : number(afterTaxes, `${path}.afterTaxes`, note),
  });
  return Object.keys(limit).length === 0 ? undefined : limit;
}

function number(typed: string, path: string, note: Note): string {
  const text = decimalOf(typed);
  if (text === null) note(path, typed.trim() === '' ? 'missing' : 'number');
  return text ?? '0';
}
function seconds(typed: string, path: string, note: Note): number {
  const value = secondsOf(typed);
  if (value === null) note(path, 'minutes');
  return value ?? 0;
}
function plain(typed: string): number | null {
  const text = decimalOf(typed);
  return text === null ? null : Number(text);
}
function momentOf(local: string): string | undefined {
  return local === '' || Number.isNaN(Date.parse(local)) ? undefined : new Date(local).toISOString();
}

/** Without what is not given: the API knows no undefined. */
function defined<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const restrictionField = Object.fromEntries([
  ...rangeNames.flatMap((name) => [
    [ranges[name][0], name],
    [ranges[name][1], name],
  ]),
  ...Object.entries(listNames).map(([name, key]) => [key, name]),
  ['startTime', 'time'],
  ['endTime', 'time'],
  ['startDate', 'dates'],
  ['endDate', 'dates'],
  ['dayOfWeek', 'days'],
  ['holidays', 'holidays'],
]) as Record<string, string>;
const componentField: Record<string, string> = {
  stepSize: 'step',
  graceSeconds: 'grace',
  maxAmount: 'cap',
  vat: 'tax.percent',
  taxes: 'tax',
};
const limitField: Record<string, string> = { minPrice: 'min', maxPrice: 'max' };

/** Where a fault of the domain is in the editor. */
function placeOf({ path }: TariffFault): string {
  const condition = /^elements\.(\d+)\.restrictions\.(\w+)/.exec(path);
  if (condition) return `rules.${condition[1]}.when.${restrictionField[condition[2] ?? ''] ?? condition[2]}`;
  const price = /^elements\.(\d+)\.priceComponents\.(\d+)\.([\w]+)(.*)$/.exec(path);
  if (price) {
    const [, rule, component, field = '', rest = ''] = price;
    const own = field === 'taxes' ? `tax${rest.replace(/^\.(\d+)/, '.rates.$1')}` : `${componentField[field] ?? field}${rest}`;
    return `rules.${rule}.prices.${component}.${own.replace(/(steps\.\d+)\.(price|percent)$/, '$1.value')}`;
  }
  return path.replace(/^(minPrice|maxPrice)/, (name) => limitField[name] ?? name).replace(/^elements$/, 'rules');
}

/** A price that bears the tax of the whole tariff has no field for it. */
function shared(place: string, { rules }: Fields): string {
  const [, rule = '', price = '', rest = ''] = /^rules\.(\d+)\.prices\.(\d+)\.tax(.*)$/.exec(place) ?? [];
  return rules[Number(rule)]?.prices[Number(price)]?.tax === null && place.includes('.tax') ? `tax${rest}` : place;
}

/** The word of a fault of the domain: by the field it is at. */
function wordOf({ path, message }: TariffFault): string {
  const field = path.split('.').at(-1) ?? '';
  if (path.includes('.restrictions.'))
    return message.includes('reservation') ? 'notOfReservation' : field.startsWith('max') ? 'order' : (restrictionField[field] ?? 'other');
  if (field === 'type' && message.includes('reservation')) return 'reserved';
  if (field === 'price') return path.includes('.steps.') ? 'number' : 'price';
  return [
    'type',
    'percent',
    'vat',
    'taxes',
    'name',
    'stack',
    'stepSize',
    'graceSeconds',
    'maxAmount',
    'recipe',
    'series',
    'currency',
    'elements',
    'validUntil',
    'beforeTaxes',
    'afterTaxes',
  ].includes(field)
    ? field
    : 'other';
}
