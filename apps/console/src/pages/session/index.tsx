import { Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api, type FullSession, type Session } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { Duration, Energy, Money, Power, RelativeTime } from '../../components/quantity.tsx';
import { useGlow } from '../../glow.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { SessionState } from '../sessions/session-state.tsx';
import { useCommand } from '../station/use-command.ts';
import { CourseTab } from './course-tab.tsx';
import classes from './session.module.css';
import { SessionMenu } from './session-menu.tsx';
import { StopButton } from './stop-button.tsx';

const CommandOutcome = lazily(async () => (await import('../station/command-outcome.tsx')).CommandOutcome);
const Evidence = lazily(async () => (await import('./evidence.tsx')).Evidence, PageSkeleton);

export default function SessionPage() {
  const { t } = useTranslation('sessions');
  const { sessionId = '' } = useParams({ strict: false }) as { sessionId?: string };
  const id = Number(sessionId);
  const {
    data: session,
    error,
    refetch,
  } = useQuery({ queryKey: keys.session(id), queryFn: () => api.getSession({ params: { sessionId: id } }) });
  if (error instanceof ApiError && (error.status === 404 || error.status === 400))
    return (
      <div className="sm-panel">
        <EmptyState
          title={t('sessions:one.missing', { id: sessionId })}
          text={t('sessions:one.missingText')}
          action={<Link to="/sessions">{t('sessions:one.back')}</Link>}
        />
      </div>
    );
  if (error && !session) return <ErrorNote error={error} retry={() => void refetch()} />;
  return session ? <Shown session={session} /> : <PageSkeleton />;
}

function Shown({ session }: { session: FullSession }) {
  const { t } = useTranslation('sessions');
  const [url, setUrl] = useUrlState('tab');
  const operator = useMay('operator');
  const sender = useCommand(session.stationId);
  const { data: station } = useQuery({
    queryKey: keys.station(session.stationId),
    queryFn: () => api.getStation({ params: { stationId: session.stationId } }),
    enabled: operator,
  });
  const tab = url.tab === 'evidence' ? 'evidence' : 'course';
  const who = session.driverName ?? session.idToken ?? t('sessions:noCard');
  const title = t('sessions:one.title', { who, station: session.stationName || session.stationId });
  return (
    <>
      <Link to="/sessions" className={classes.back}>
        <IconArrowLeft size={15} aria-hidden />
        {t('sessions:one.back')}
      </Link>
      <PageHeader
        name={t('sessions:one.name', { id: session.id })}
        title={title}
        text={<Facts session={session} />}
        actions={
          operator && (
            <>
              {station?.connected && <SessionMenu session={session} sender={sender} protocol={station.protocol} />}
              {session.status === 'active' && <StopButton session={session} who={who} sender={sender} />}
            </>
          )
        }
      />
      {sender.shown && <CommandOutcome command={sender.shown} waiting={sender.waiting} error={sender.error} onClose={sender.forget} />}
      <Figures session={session} />
      <Tabs value={tab} onChange={(value) => setUrl({ tab: value === 'evidence' ? 'evidence' : '' }, { push: true })} keepMounted={false}>
        <Tabs.List>
          {(['course', 'evidence'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`sessions:one.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="course" pt="md">
          <CourseTab session={session} />
        </Tabs.Panel>
        <Tabs.Panel value="evidence" pt="md">
          <Evidence session={session} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Facts({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  return (
    <div className={classes.facts}>
      <SessionState session={session} />
      <span className="sm-num">{t('sessions:one.number', { id: session.id })}</span>
      {session.siteName && (
        <Link to="/sessions" search={{ siteId: String(session.siteId) } as never} className="sm-link">
          {session.siteName}
        </Link>
      )}
      <span>
        {t('sessions:column.started')} <RelativeTime at={session.startedAt} siteZone={session.timeZone} />
      </span>
    </div>
  );
}

/** The numbers that move while it runs. */
function Figures({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const shine = useGlow(`session#${session.id}`);
  const running = session.status === 'active';
  return (
    <div className={`sm-panel ${classes.figures} ${shine}`}>
      {running && (
        <Figure label={t('sessions:one.power')}>
          <Power watts={session.powerW} />
        </Figure>
      )}
      <Figure label={t('sessions:one.energy')}>
        <Energy wh={session.energyWh} />
      </Figure>
      <Figure label={t('sessions:one.duration')}>
        <Duration from={session.startedAt} to={session.endedAt} />
      </Figure>
      <Figure label={t(running ? 'sessions:one.costSoFar' : 'sessions:one.cost')}>
        {session.cost ? <Money amount={session.cost.total} currency={session.cost.currency} /> : '–'}
      </Figure>
      {session.soc !== null && (
        <Figure label={t('sessions:one.battery')}>{t('sessions:percent', { percent: Math.round(session.soc) })}</Figure>
      )}
    </div>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <div className={classes.label}>{label}</div>
      <div className={classes.value}>{children}</div>
    </div>
  );
}
