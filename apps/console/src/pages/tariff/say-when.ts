import { daysOfWeek } from '@stationmaster/domain';
import type { TFunction } from 'i18next';
import { duration } from '../../format.ts';
import { type Element, ranges } from './fields.ts';
import { dayAfter } from './typed.ts';

type Restrictions = NonNullable<Element['restrictions']>;
/** What a sentence is made with. Pure: words, locale and names of groups are passed in. */
export interface Speech {
  t: TFunction;
  locale: string;
  /** By id. */
  groups?: ReadonlyMap<string, string>;
}

/** The conditions of a rule, a phrase each: `Monday to Friday`, `22:00 to 06:00`. */
export function conditionPhrases(restrictions: Restrictions, speech: Speech): string[] {
  const { t } = speech;
  const { startTime, endTime, startDate, endDate, holidays, reservation } = restrictions;
  const day = (date: string): string =>
    new Intl.DateTimeFormat(speech.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date));
  const until = endDate === undefined ? undefined : dayAfter(endDate, -1);
  return [
    reservation && t(`speech:${reservation}`),
    restrictions.driverGroups &&
      t('speech:groups', {
        list: anyOf(
          restrictions.driverGroups.map((id) => speech.groups?.get(id) ?? id),
          speech,
        ),
      }),
    restrictions.paymentKinds &&
      anyOf(
        restrictions.paymentKinds.map((kind) => known(`paymentKind.${kind}`, kind, speech)),
        speech,
      ),
    restrictions.paymentBrands && t('speech:brands', { list: anyOf(restrictions.paymentBrands, speech) }),
    restrictions.connectors &&
      t('speech:connectors', {
        list: anyOf(
          restrictions.connectors.map((name) => known(`connector.${name}`, name, speech)),
          speech,
        ),
      }),
    restrictions.powerTypes &&
      t('speech:powerTypes', {
        list: anyOf(
          restrictions.powerTypes.map((name) => known(`powerType.${name}`, name, speech)),
          speech,
        ),
      }),
    restrictions.dayOfWeek && daysPhrase(restrictions.dayOfWeek, speech),
    holidays && t(`speech:holidays.${holidays}`),
    span('dates', { from: startDate && day(startDate), until: until && day(until) }, speech),
    span('time', { from: startTime, until: endTime }, speech),
    ...(['power', 'current', 'occupancy', 'energy', 'duration', 'charging', 'idle'] as const).map((name) => {
      const [min, max, unit] = ranges[name];
      const text = (value: number | undefined): string | undefined =>
        value === undefined
          ? undefined
          : unit === 'seconds'
            ? exactDuration(value, speech.locale)
            : figure(unit === 'thousandths' ? value / 1000 : value, speech.locale);
      return span(name, { from: text(restrictions[min]), until: text(restrictions[max]) }, speech);
    }),
  ].filter((phrase) => typeof phrase === 'string');
}

/** `between`, `from` or `until`: words of their own for each, because languages differ there. */
function span(name: string, { from, until }: { from: string | undefined; until: string | undefined }, { t }: Speech): string | undefined {
  if (from === undefined && until === undefined) return undefined;
  if (from === undefined) return t(`speech:${name}.until`, { until });
  return until === undefined ? t(`speech:${name}.from`, { from }) : t(`speech:${name}.between`, { from, until });
}

/** `Monday to Friday`, `Saturday and Sunday`: three or more in a row are a span. */
export function daysPhrase(days: readonly string[], { t, locale }: Speech): string {
  const name = (index: number): string =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + index));
  const chosen = daysOfWeek.map((day) => days.includes(day));
  const parts: string[] = [];
  for (let index = 0; index < chosen.length; index++) {
    if (!chosen[index]) continue;
    let last = index;
    while (chosen[last + 1]) last++;
    if (last - index >= 2) parts.push(t('speech:days', { first: name(index), last: name(last) }));
    else for (let one = index; one <= last; one++) parts.push(name(one));
    index = last;
  }
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

export function exactDuration(seconds: number, locale: string): string {
  const text = duration(seconds, locale);
  // The usual words leave out what is small beside the rest; a price must not.
  const isExact = seconds < 60 || seconds % 60 === 0;
  return isExact && seconds < 48 * 3600 ? text : `${figure(Math.floor(seconds / 60), locale)} min${isExact ? '' : ` ${seconds % 60} s`}`;
}

export function figure(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
}

function anyOf(words: readonly string[], { locale }: Speech): string {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(words);
}

function known(key: string, fallback: string, { t }: Speech): string {
  return t(`speech:${key}`, { defaultValue: fallback });
}
