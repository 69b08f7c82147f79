import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import type { Schedule } from './schedule-fields.ts';

/** 1 Monday … 7 Sunday, as the language calls it. */
export function weekdayName(weekday: number, locale: string): string {
  // 5 January 1970 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format((3 + weekday) * 86_400_000);
}

/** `every Monday at 07:00 (Europe/Berlin)` */
export function useRhythmWords(): (rhythm: Schedule['rhythm']) => string {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  return ({ every, on, minute, timeZone }) => {
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(minute * 60_000);
    return t(`reports:schedule.rhythm.${every}`, { day: every === 'week' ? weekdayName(on, locale) : on, time, zone: timeZone });
  };
}
