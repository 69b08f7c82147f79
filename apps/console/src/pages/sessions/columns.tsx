import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import type { Column } from '../../components/data-table.tsx';
import { Duration, Energy, Money, Power, RelativeTime } from '../../components/quantity.tsx';
import { useGlow } from '../../glow.ts';
import { Marks } from './marks.tsx';
import { SessionState } from './session-state.tsx';
import classes from './sessions.module.css';

export function useSessionColumns(): Column<Session>[] {
  const { t } = useTranslation('sessions');
  return useMemo(() => {
    const header = (key: string) => ({ key, header: t(`sessions:column.${key}`) });
    return [
      {
        ...header('session'),
        fixed: true,
        sort: (session) => session.stationName || session.stationId,
        cell: (session) => <Where session={session} />,
      },
      { ...header('driver'), sort: (session) => session.driverName ?? session.idToken, cell: (session) => <Who session={session} /> },
      { ...header('state'), fixed: true, sort: (session) => session.status, cell: (session) => <SessionState session={session} /> },
      {
        ...header('started'),
        sort: (session) => Date.parse(session.startedAt),
        cell: (session) => <RelativeTime at={session.startedAt} siteZone={session.timeZone} />,
      },
      { ...header('duration'), align: 'end', cell: (session) => <Duration from={session.startedAt} to={session.endedAt} /> },
      {
        ...header('power'),
        align: 'end',
        optional: true,
        sort: (session) => session.powerW,
        cell: (session) => <Power watts={session.powerW} />,
      },
      { ...header('energy'), align: 'end', sort: (session) => session.energyWh, cell: (session) => <Energy wh={session.energyWh} /> },
      {
        ...header('cost'),
        align: 'end',
        sort: (session) => (session.cost ? Number(session.cost.total) : null),
        cell: (session) => <Cost session={session} />,
      },
      { ...header('marks'), sort: (session) => session.marks.length || null, cell: (session) => <Marks marks={session.marks} most={2} /> },
      { ...header('site'), optional: true, sort: (session) => session.siteName, cell: (session) => session.siteName ?? '–' },
      {
        ...header('card'),
        optional: true,
        sort: (session) => session.idToken,
        cell: (session) => <span className="sm-mono">{session.idToken ?? '–'}</span>,
      },
      { ...header('price'), optional: true, sort: (session) => session.tariffName, cell: (session) => session.tariffName ?? '–' },
      {
        ...header('ended'),
        optional: true,
        sort: (session) => (session.endedAt ? Date.parse(session.endedAt) : null),
        cell: (session) => <RelativeTime at={session.endedAt} siteZone={session.timeZone} />,
      },
      {
        ...header('soc'),
        align: 'end',
        optional: true,
        sort: (session) => session.soc,
        cell: (session) => (session.soc === null ? '–' : t('sessions:percent', { percent: Math.round(session.soc) })),
      },
    ] satisfies Column<Session>[];
  }, [t]);
}

function Where({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const shine = useGlow(`session#${session.id}`);
  return (
    <span className={`${classes.where} ${shine}`}>
      <Link to="/sessions/$sessionId" params={{ sessionId: String(session.id) }} className="sm-link" tabIndex={-1}>
        {session.stationName || session.stationId}
      </Link>
      <span className={`sm-quiet ${classes.sub}`}>
        {[session.siteName, t('sessions:plug', { plug: session.evseId })].filter(Boolean).join(' · ')}
      </span>
    </span>
  );
}

function Who({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  if (session.driverName) return <span style={{ whiteSpace: 'nowrap' }}>{session.driverName}</span>;
  return session.idToken ? <span className="sm-mono">{session.idToken}</span> : <span className="sm-quiet">{t('sessions:noCard')}</span>;
}

function Cost({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  if (session.cost) return <Money amount={session.cost.total} currency={session.cost.currency} />;
  return <span className="sm-quiet">{session.tariffName ? '–' : t('sessions:noPrice')}</span>;
}
