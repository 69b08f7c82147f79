import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { keys } from '../../queries.ts';
import classes from './logs.module.css';

/** Where a text stands in all logs. */
export function Hits({ search }: { search: string }) {
  const { t } = useTranslation('logs');
  const { data, error } = useQuery({ queryKey: keys.logHits(search), queryFn: () => api.searchLogs({ query: { search } }) });
  if (error) return <ErrorNote error={error} />;
  if (!data) return <PageSkeleton />;
  return (
    <section aria-label={t('logs:hits')}>
      <p className="sm-quiet" role="status">
        {t('logs:searched', { count: data.searched, found: data.items.length })}
      </p>
      {data.items.length === 0 && (
        <div className="sm-panel">
          <EmptyState title={t('logs:noHit', { search })} text={t('logs:noHitText')} />
        </div>
      )}
      <div className={classes.hits}>
        {data.items.map(({ log, hits, lines }) => (
          <div key={log.id} className={`sm-panel ${classes.hit}`}>
            <div className={classes.head}>
              <Link to="/logs/$logId" params={{ logId: String(log.id) }} search={{ search } as never} className="sm-link">
                {log.name}
              </Link>
              <span className="sm-mono">{log.stationId}</span>
              <span className="sm-quiet">{t('logs:hitCount', { count: hits })}</span>
            </div>
            <ul className={`sm-mono ${classes.lines}`}>
              {lines.map(({ number, text }) => (
                <li key={number}>{text}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
