import type { Answer, Routes } from '@stationmaster/contract';
import { type StatusLook, StatusShape } from '@stationmaster/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Overview } from '../../api.ts';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys } from '../../queries.ts';
import classes from './overview.module.css';

type Need = Overview['needs'][number];
const looks: Readonly<Record<Need['kind'], { shape: StatusLook['shape']; tone: string }>> = {
  faulted: { shape: 'triangle', tone: 'broken' },
  offline: { shape: 'cross', tone: 'away' },
  lobby: { shape: 'question', tone: 'wait' },
  refused: { shape: 'bar', tone: 'wait' },
  marked: { shape: 'flag', tone: 'soon' },
};

/** What a person should look at, the newest first. */
export function Needs({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const alerts = useQuery({ queryKey: keys.openAlerts, queryFn: () => api.countAlerts() }).data;
  const isWell = overview.needs.length === 0 && (alerts?.open ?? 0) === 0;
  return (
    <section className={`sm-panel ${classes.box}`}>
      <h2 className={classes.heading}>{t('overview:needsYou')}</h2>
      {alerts && alerts.open > 0 && <OpenAlerts counts={alerts} />}
      {isWell && (
        <p className={classes.well}>
          <StatusShape shape="check" size={16} />
          {t('overview:nothingNeedsYou')}
        </p>
      )}
      <ul className={classes.list}>
        {overview.needs.slice(0, 8).map((need) => (
          <li key={`${need.kind}${need.subject}${need.at}`}>
            <NeedLink need={need}>
              <span className={classes.needMark} style={{ color: `var(--sm-${looks[need.kind].tone})` }}>
                <StatusShape shape={looks[need.kind].shape} size={15} />
              </span>
              <span className={classes.needText}>
                <span className="sm-clip">{t(`overview:need.${need.kind}`, { subject: need.subject })}</span>
                <span className={`sm-quiet ${classes.small}`}>
                  <RelativeTime at={need.at} />
                </span>
              </span>
            </NeedLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many alerts are open, how many of them critical with nobody on it. */
function OpenAlerts({ counts }: { counts: Answer<Routes['countAlerts']> }) {
  const { t } = useTranslation('overview');
  const isBad = counts.critical > 0;
  return (
    <div className={classes.list}>
      <Link to="/alerts" className={classes.item}>
        <span className={classes.needMark} style={{ color: `var(--sm-${isBad ? 'broken' : 'wait'})` }}>
          <StatusShape shape={isBad ? 'triangle' : 'flag'} size={15} />
        </span>
        <strong>
          {t('common:alertsOpen', { count: counts.open })}
          {counts.unacknowledged > 0 && ` · ${t('overview:nobodyOnIt', { count: counts.unacknowledged })}`}
        </strong>
      </Link>
    </div>
  );
}

function NeedLink({ need, children }: { need: Need; children: React.ReactNode }) {
  if (need.kind === 'lobby')
    return (
      <Link to="/lobby" className={classes.item}>
        {children}
      </Link>
    );
  if (need.kind === 'marked')
    return (
      <Link to="/sessions/$sessionId" params={{ sessionId: need.subject }} className={classes.item}>
        {children}
      </Link>
    );
  if (need.kind === 'refused')
    return (
      <Link to="/cards" search={{ tab: 'taps', refused: 'true' } as never} className={classes.item}>
        {children}
      </Link>
    );
  return (
    <Link to="/stations/$stationId" params={{ stationId: need.subject }} className={classes.item}>
      {children}
    </Link>
  );
}
