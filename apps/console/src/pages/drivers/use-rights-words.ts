import { useTranslation } from 'react-i18next';
import type { DriverGroup } from '../../api.ts';
import { useSiteChoice } from '../../components/site-select.tsx';
import { useLocale } from '../../locale.ts';

type Right = DriverGroup['rights'][number];
type Hours = NonNullable<Right['hours']>[number];
export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** "Mon", "Tue" … in the reader's language; 2024-01-01 was a Monday. */
export function dayNames(locale: string, style: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
  return weekdays.map((_, index) => format.format(Date.UTC(2024, 0, 1 + index)));
}

/** What the members of a group may do, a sentence for each right. */
export function useRightsWords(): (rights: readonly Right[]) => string[] {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  const { data } = useSiteChoice();
  const sites = new Map((data?.items ?? []).map(({ id, name }) => [id, name]));
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const where = ({ siteIds }: Right): string =>
    siteIds === null
      ? t('drivers:rights.everywhere')
      : t('drivers:rights.at', { sites: and.format(siteIds.map((id) => sites.get(id) ?? t('drivers:rights.gone'))) });
  const span = (hours: Hours): string => {
    const until = hours.until > hours.from || hours.until === '00:00' ? hours.until : t('drivers:rights.nextDay', { time: hours.until });
    return t('drivers:rights.span', { days: daysText(hours.days), from: hours.from, until });
  };
  const daysText = (days: readonly string[]): string => {
    if (days.length === 7) return t('drivers:rights.daily');
    const names = dayNames(locale, 'short');
    const runs: [number, number][] = [];
    for (const [index, day] of weekdays.entries()) {
      if (!days.includes(day)) continue;
      const last = runs.at(-1);
      if (last !== undefined && last[1] === index - 1) last[1] = index;
      else runs.push([index, index]);
    }
    return runs
      .map(([from, to]) => (from === to ? names[from] : to === from + 1 ? `${names[from]}, ${names[to]}` : `${names[from]}–${names[to]}`))
      .join(', ');
  };
  return (rights) =>
    rights.length === 0
      ? [t('drivers:rights.none')]
      : rights.map((right) =>
          t('drivers:rights.sentence', {
            where: where(right),
            when: right.hours === null ? t('drivers:rights.always') : and.format(right.hours.map(span)),
          }),
        );
}
