import { daysOfWeek } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import { daysPhrase } from './say-when.ts';
import own from './week.module.css';
import { sameDays, type WeekDay } from './week.ts';
import type { Words } from './week-picture.tsx';

/** The week in rows: for screen readers, and for those who want the figures. */
export function WeekTable({ week, zone, words }: { week: readonly WeekDay[]; zone: string; words: Words }) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const weekday = (day: number): string => daysOfWeek[(((day + 3) % 7) + 7) % 7] ?? '';
  const groups = sameDays(week, zone);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={own.tableBox} tabIndex={0} aria-label={t('tariff:week.table')}>
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col">{t('tariff:week.days')}</th>
            <th scope="col">{t('tariff:week.hours')}</th>
            <th scope="col">{t('tariff:week.price')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.flatMap(({ days, rows }) =>
            rows.map(({ from, until, price }, index) => (
              <tr key={`${days[0]}/${from}`}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={rows.length}>
                    {days.length === 7 ? t('tariff:week.everyDay') : daysPhrase(days.map(weekday), { t, locale })}
                  </th>
                )}
                <td className="sm-num">
                  {from}–{until}
                </td>
                <td>{words.price(price)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
