import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Session } from '../../api.ts';
import { Duration, Energy, Money, Power } from '../../components/quantity.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useGlow } from '../../glow.ts';
import { keys } from '../../queries.ts';
import classes from './overview.module.css';

export function ChargingNow() {
  const { t } = useTranslation('overview');
  const query = { status: 'active', limit: 12 } as const;
  const { data } = useQuery({ queryKey: keys.sessions({ ...query, overview: true }), queryFn: () => api.listSessions({ query }) });
  const sessions = data?.items ?? [];
  return (
    <section className={`sm-panel ${classes.box} ${classes.full}`}>
      <h2 className={classes.heading}>{t('overview:chargingNow')}</h2>
      {sessions.length === 0 && (
        <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
          {t('overview:nobodyCharges')}
        </p>
      )}
      <div className={classes.cars}>
        {sessions.map((session) => (
          <Car key={session.id} session={session} />
        ))}
      </div>
      {data?.next && (
        <Link to="/sessions" search={{ status: 'active' } as never} className="sm-link">
          {t('overview:allSessions')}
        </Link>
      )}
    </section>
  );
}

function Car({ session }: { session: Session }) {
  const { t } = useTranslation('overview');
  const shine = useGlow(`session#${session.id}`);
  return (
    <Link to="/sessions/$sessionId" params={{ sessionId: String(session.id) }} className={`${classes.car} ${shine}`}>
      <span className={classes.carHead}>
        <span className="sm-clip" style={{ fontWeight: 580 }}>
          {session.stationName || session.stationId}
        </span>
        <StatusBadge status={(session.powerW ?? 1) > 0 ? 'Charging' : 'PausedByCar'} />
      </span>
      <span className={classes.carPower}>
        <Power watts={session.powerW} />
      </span>
      <span className={`sm-quiet ${classes.carFacts}`}>
        <Energy wh={session.energyWh} />
        <Duration from={session.startedAt} to={session.endedAt} />
        {session.cost && <Money amount={session.cost.total} currency={session.cost.currency} />}
        {session.soc !== null && <span className="sm-num">{t('overview:soc', { percent: Math.round(session.soc) })}</span>}
      </span>
      <span className={`sm-quiet sm-clip ${classes.small}`}>{session.driverName || session.idToken || t('overview:noCard')}</span>
    </Link>
  );
}
