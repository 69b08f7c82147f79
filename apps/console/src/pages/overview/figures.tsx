import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api.ts';
import { Energy, Money, Power } from '../../components/quantity.tsx';
import { whole } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './overview.module.css';

/** The figures of now and of today; each opens what it counts. */
export function Figures({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const { today, stations } = overview;
  return (
    <section className={`sm-panel ${classes.figures}`} aria-label={t('overview:figures')}>
      <Figure label={t('overview:powerNow')} to="/sessions" search={{ status: 'active' }}>
        <Power watts={overview.powerW} />
      </Figure>
      <Figure label={t('overview:energyToday')} to="/sessions">
        <Energy wh={today.energyWh} />
      </Figure>
      <Figure label={t('overview:sessionsToday')} to="/sessions">
        {whole(today.sessions, locale)}
      </Figure>
      <Figure label={t('overview:revenueToday')} to="/sessions">
        {today.revenue.length === 0
          ? '–'
          : today.revenue.map((sum) => (
              <div key={sum.currency}>
                <Money amount={sum.total} currency={sum.currency} />
              </div>
            ))}
      </Figure>
      <Figure label={t('overview:connected')} to="/stations">
        {t('overview:of', { some: whole(stations.connected, locale), all: whole(stations.total, locale) })}
      </Figure>
    </section>
  );
}

function Figure({
  label,
  to,
  search,
  children,
}: {
  label: string;
  to: '/sessions' | '/stations';
  search?: Record<string, string>;
  children: ReactNode;
}) {
  return (
    <Link to={to} search={(search ?? {}) as never} className={classes.figure}>
      <span className={classes.figureLabel}>{label}</span>
      <span className={classes.figureValue}>{children}</span>
    </Link>
  );
}
