import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys } from '../../queries.ts';
import classes from './station.module.css';
import { StationMenu } from './station-menu.tsx';
import { StationTabs } from './station-tabs.tsx';

const OpenAlerts = lazily(async () => (await import('./alerts/open-alerts.tsx')).OpenAlerts);

export default function StationPage() {
  const { stationId = '' } = useParams({ strict: false }) as { stationId?: string };
  const {
    data: station,
    error,
    refetch,
  } = useQuery({ queryKey: keys.station(stationId), queryFn: () => api.getStation({ params: { stationId } }) });
  if (error && !station)
    return (
      <>
        <PageHeader name={stationId} />
        <ErrorNote error={error} retry={() => void refetch()} />
      </>
    );
  if (!station) return <PageSkeleton />;
  return (
    <>
      <PageHeader name={station.name || station.id} text={<Facts station={station} />} actions={<StationMenu station={station} />} />
      <AlertsHere station={station} />
      <StationTabs station={station} />
    </>
  );
}

/** Fetches how they look only where there are some. */
function AlertsHere({ station }: { station: Station }) {
  const filter = { state: 'open', stationId: station.id } as const;
  const { data } = useQuery({
    queryKey: keys.alerts({ ...filter, few: true }),
    queryFn: () => api.listAlerts({ query: { ...filter, limit: 5 } }),
  });
  return data && data.items.length > 0 ? <OpenAlerts alerts={data.items} /> : null;
}

function Facts({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  return (
    <div className={classes.facts}>
      <Connection station={station} />
      {station.name && <span className="sm-mono">{station.id}</span>}
      {station.siteName && (
        <Link to="/stations" search={{ siteId: String(station.siteId) } as never} className="sm-link">
          {station.siteName}
        </Link>
      )}
      {station.model && <span>{[station.vendor, station.model].filter(Boolean).join(' ')}</span>}
      {station.demo && (
        <ToneBadge tone="soon" shape="flag">
          {t('station:demo')}
        </ToneBadge>
      )}
    </div>
  );
}

/** Whether it can be reached, and how far its start-up got. */
function Connection({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  if (!station.connected)
    return (
      <span className={classes.connection}>
        <ToneBadge tone="away" shape="cross">
          {t('words:status.Offline')}
        </ToneBadge>
        {station.disconnectedAt && <RelativeTime at={station.disconnectedAt} />}
      </span>
    );
  const ready = station.phase === 'accepted';
  // It has just called; how far it got comes with the next word of the server.
  const phase = station.phase === 'offline' ? 'connected' : station.phase;
  return (
    <ToneBadge tone={ready ? 'free' : 'wait'} shape={ready ? 'check' : 'pause'}>
      {t(`station:phase.${phase}`)}
    </ToneBadge>
  );
}
