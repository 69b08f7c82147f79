import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useLocale } from '../../locale.ts';
import { keys, useList } from '../../queries.ts';
import classes from './reports.module.css';

/** What became of each time it was due, newest first. */
export function Sends({ scheduleId }: { scheduleId: number }) {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  const list = useList(keys.reportSends(scheduleId), (cursor) =>
    api.listReportSends({ params: { scheduleId }, query: { limit: 20, ...(cursor ? { cursor } : {}) } }),
  );
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const shown = (date: string): string => day.format(Date.parse(`${date}T00:00:00Z`));
  return (
    <section style={{ marginTop: 20 }}>
      <h2 style={{ fontSize: 15, margin: '0 0 6px' }}>{t('reports:schedule.history')}</h2>
      {list.error && <ErrorNote error={list.error} />}
      {!list.loading && list.items.length === 0 && <p className="sm-quiet">{t('reports:schedule.never')}</p>}
      <ul className={classes.apart}>
        {list.items.map(({ id, dueAt, isTest, status, from, until, attempts, error, nextTryAt, recipients }) => (
          <li key={id}>
            <RelativeTime at={dueAt} />: {t(`reports:schedule.status.${status}`)}
            {isTest && ` (${t('reports:schedule.isTest')})`}, {shown(from)} – {shown(until)}, {recipients.join(', ')}
            {error !== null && (
              <div className={classes.error}>
                {t('reports:schedule.failedBecause', { error, count: attempts })}
                {nextTryAt !== null && (
                  <>
                    {' '}
                    {t('reports:schedule.tryAgain')} <RelativeTime at={nextTryAt} />
                  </>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
