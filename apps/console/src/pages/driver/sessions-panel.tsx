import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { Energy, Money, RelativeTime } from '../../components/quantity.tsx';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';

const shown = 20;

/** The last sessions of a driver, the newest first. */
export function SessionsPanel({ driverId }: { driverId: number }) {
  const { t } = useTranslation('drivers');
  const filters = { driverId };
  const { data } = useQuery({
    queryKey: keys.sessions({ ...filters, shown }),
    queryFn: () => api.listSessions({ query: { ...filters, limit: shown } }),
  });
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="sessions">
      <h2 id="sessions" style={{ margin: 0, fontSize: 16 }}>
        {t('drivers:one.sessions')}
      </h2>
      {data === undefined && <Skeleton height={32} />}
      {data?.items.length === 0 && <span className="sm-quiet">{t('drivers:one.noSessions')}</span>}
      <ul className={classes.list}>
        {data?.items.map((session) => (
          <li key={session.id}>
            <span>
              <Link to="/sessions/$sessionId" params={{ sessionId: String(session.id) }} className="sm-link">
                {session.stationName || session.stationId}
              </Link>{' '}
              <span className="sm-quiet">
                <RelativeTime at={session.startedAt} siteZone={session.timeZone} />
              </span>
            </span>
            <span>
              <Energy wh={session.energyWh} />
              {session.cost && (
                <>
                  {' · '}
                  <Money amount={session.cost.total} currency={session.cost.currency} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
