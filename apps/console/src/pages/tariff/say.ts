import { money } from '../../format.ts';
import { type Component, type Element, isTime, type TariffBody } from './fields.ts';
import { conditionPhrases, exactDuration, figure, type Speech } from './say-when.ts';
import { perMinute } from './typed.ts';

/** One price of one rule, as a person says it: `Monday to Friday, 22:00 to 06:00: €0.29 per kWh`. */
export interface Sentence {
  element: number;
  component: number;
  text: string;
}
type Spoken = Pick<TariffBody, 'currency' | 'taxIncluded' | 'elements' | 'minPrice' | 'maxPrice'>;

/** A tariff in sentences: every price with its conditions, in the order in which rules are asked. */
export function sentencesOf(tariff: Spoken, speech: Speech): Sentence[] {
  const said = new Set<string>();
  const isMixed = taxWords(tariff, speech).length > 1;
  return tariff.elements.flatMap((element, index) =>
    element.priceComponents.map((component, place): Sentence => {
      const lane = `${component.type}/${element.restrictions?.reservation !== undefined}`;
      const lead = leadOf(element, component, speech);
      const hasEarlier = said.has(lane);
      said.add(lane);
      const tax = isMixed ? ` (${taxWord(tariff, component, speech)})` : '';
      const text = `${priceText(tariff, component, { element, speech })}${tax}`;
      const first = lead === '' && hasEarlier ? speech.t('speech:otherwise') : capital(lead, speech.locale);
      return {
        element: index,
        component: place,
        text: first === '' ? capital(text, speech.locale) : speech.t('speech:when', { when: first, price: text }),
      };
    }),
  );
}

/** What holds for the whole: tax and limits. */
export function wholeSentences(tariff: Spoken, speech: Speech): string[] {
  const { t, locale } = speech;
  const { currency, minPrice, maxPrice } = tariff;
  const words = taxWords(tariff, speech);
  const limit = (which: 'min' | 'max', side: 'beforeTaxes' | 'afterTaxes', amount: string | undefined): string[] =>
    amount === undefined ? [] : [t(`speech:${which}.${side}`, { amount: money(amount, currency, locale) })];
  return [
    ...(words.length > 1 ? [] : words.map((word) => capital(word, locale))),
    ...limit('min', 'beforeTaxes', minPrice?.beforeTaxes),
    ...limit('min', 'afterTaxes', minPrice?.afterTaxes),
    ...limit('max', 'beforeTaxes', maxPrice?.beforeTaxes),
    ...limit('max', 'afterTaxes', maxPrice?.afterTaxes),
  ];
}

function leadOf({ restrictions = {} }: Element, { type }: Component, speech: Speech): string {
  const isReserved = restrictions.reservation !== undefined;
  const phrases = conditionPhrases(restrictions, speech);
  if (type === 'CHARGING_TIME' || type === 'PARKING_TIME' || type === 'IDLE_TIME') phrases.push(speech.t(`speech:${type}`));
  if (type === 'TIME' && !isReserved) phrases.push(speech.t('speech:TIME'));
  return phrases.join(', ');
}

/** The price alone: `30 min free, then €0.10 a minute, at most €12.00`. */
export function priceText(
  { currency }: Pick<TariffBody, 'currency'>,
  component: Component,
  { element, speech }: { element: Element; speech: Speech },
): string {
  const { t, locale } = speech;
  const { type, graceSeconds, maxAmount, stepSize, recipe } = component;
  const unit = unitOf(component, element.restrictions?.reservation !== undefined);
  const plain = t(`speech:per.${unit}`, { price: money(unitPrice(component), currency, locale) });
  const own = recipe === undefined ? plain : t('speech:market', { ...marketWords(recipe, { currency, speech }), price: plain });
  const price = graceSeconds ? t('speech:grace', { grace: exactDuration(graceSeconds, locale), price: own }) : own;
  const step =
    type === 'ENERGY'
      ? `${figure(stepSize / 1000, locale)} kWh`
      : isTime(type)
        ? exactDuration(stepSize, locale)
        : figure(stepSize, locale);
  return [
    price,
    maxAmount !== undefined && t('speech:cap', { amount: money(maxAmount, currency, locale) }),
    stepSize !== 1 && t('speech:step', { step }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** A time is told by the minute where that is a short number and the time is one of standing about. */
function isByMinute({ type, price }: Component): boolean {
  return (type === 'PARKING_TIME' || type === 'IDLE_TIME') && perMinute(price) !== null;
}
function unitPrice(component: Component): string {
  return isByMinute(component) ? (perMinute(component.price) ?? component.price) : component.price;
}
function unitOf(component: Component, isReserved: boolean): string {
  const { type } = component;
  if (type === 'ENERGY') return 'kWh';
  if (type === 'FLAT') return isReserved ? 'reservation' : 'session';
  return isByMinute(component) ? 'minute' : 'hour';
}

function marketWords(
  { series, lock, steps }: NonNullable<Component['recipe']>,
  { currency, speech: { t, locale } }: { currency: string; speech: Speech },
): Record<string, string> {
  const words = steps.map((step) => {
    if (step.kind === 'percent') return t('speech:recipe.percent', { name: step.name, percent: signed(Number(step.percent), locale) });
    const price = money(step.price, currency, locale);
    return t(`speech:recipe.${step.kind}`, {
      price: step.kind === 'add' && !step.price.startsWith('-') ? `+${price}` : price,
      name: 'name' in step ? step.name : '',
    });
  });
  return { made: [t('speech:recipe.series', { series }), ...words].join(', '), lock: t(`speech:recipe.${lock}`) };
}

function signed(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6, signDisplay: 'exceptZero' }).format(value);
}

/** How the taxes of one price are said. */
function taxWord(
  { taxIncluded }: Pick<TariffBody, 'taxIncluded'>,
  { vat, taxes }: Pick<Component, 'vat' | 'taxes'>,
  { t, locale }: Speech,
): string {
  const percent = (text: string): string => figure(Number(text), locale);
  const rates = taxes?.length
    ? taxes.map(({ name, percent: rate, stack }) => `${percent(rate)} % ${name}${stack ? ` ${t('speech:tax.stack', { stack })}` : ''}`)
    : vat === undefined
      ? []
      : [t('speech:tax.rate', { percent: percent(vat) })];
  if (rates.length === 0) return t('speech:tax.none');
  return t(taxIncluded ? 'speech:tax.included' : 'speech:tax.onTop', { rates: rates.join(' + ') });
}

function taxWords(tariff: Spoken, speech: Speech): string[] {
  return [
    ...new Set(tariff.elements.flatMap(({ priceComponents }) => priceComponents.map((component) => taxWord(tariff, component, speech)))),
  ];
}

function capital(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
