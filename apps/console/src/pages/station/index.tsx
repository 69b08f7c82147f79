import { Tabs } from '@mantine/core';
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
import { useUrlState } from '../../url.ts';
import { NowTab } from './now-tab.tsx';
import classes from './station.module.css';
import { StationMenu } from './station-menu.tsx';

const MessagesTab = lazily(async () => (await import('./messages-tab.tsx')).MessagesTab);

const BehaviourTab = lazily(async () => (await import('./behaviour-tab.tsx')).BehaviourTab);

const DetailsTab = lazily(async () => (await import('./details-tab.tsx')).DetailsTab);

const SettingsTab = lazily(async () => (await import('./settings/settings-tab.tsx')).SettingsTab);

const EventsTab = lazily(async () => (await import('./events-tab.tsx')).EventsTab);

const MonitoringTab = lazily(async () => (await import('./monitoring/monitoring-tab.tsx')).MonitoringTab);

const UpkeepTab = lazily(async () => (await import('./upkeep/upkeep-tab.tsx')).UpkeepTab);

const DisplayTab = lazily(async () => (await import('./display/display-tab.tsx')).DisplayTab);

const GridTab = lazily(async () => (await import('./grid/grid-tab.tsx')).GridTab);

const LimitsTab = lazily(async () => (await import('./limits/limits-tab.tsx')).LimitsTab);

const CommandsTab = lazily(async () => (await import('./commands-tab.tsx')).CommandsTab);

const tabs = {
  now: NowTab,
  limits: LimitsTab,
  messages: MessagesTab,
  events: EventsTab,
  configuration: SettingsTab,
  monitoring: MonitoringTab,
  upkeep: UpkeepTab,
  display: DisplayTab,
  grid: GridTab,
  commands: CommandsTab,
  behaviour: BehaviourTab,
  details: DetailsTab,
} as const;
type Tab = keyof typeof tabs;
const names = Object.keys(tabs) as Tab[];

export default function StationPage() {
  const { t } = useTranslation('station');
  const { stationId = '' } = useParams({ strict: false }) as { stationId?: string };
  const [url, setUrl] = useUrlState('tab');
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
  const offered = names.filter((name) => can(station, name));
  const tab = offered.find((name) => name === url.tab) ?? 'now';
  const Shown = tabs[tab];
  return (
    <>
      <PageHeader name={station.name || station.id} text={<Facts station={station} />} actions={<StationMenu station={station} />} />
      <Tabs value={tab} onChange={(value) => setUrl({ tab: value === 'now' ? '' : (value ?? '') }, { push: true })} keepMounted={false}>
        <Tabs.List className={classes.tabs ?? ''} aria-label={t('station:tabs')}>
          {offered.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`station:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Shown station={station} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** The first versions that have what a tab shows: 1.6 watches nothing by itself and has no display, 2.0.1 knows nothing of the grid. */
const since: Readonly<Partial<Record<Tab, readonly string[]>>> = {
  monitoring: ['ocpp2.0.1', 'ocpp2.1'],
  display: ['ocpp2.0.1', 'ocpp2.1'],
  grid: ['ocpp2.1'],
};
const can = ({ protocol }: Station, tab: Tab): boolean => since[tab] === undefined || (protocol !== null && since[tab].includes(protocol));

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
  return (
    <ToneBadge tone={ready ? 'free' : 'wait'} shape={ready ? 'check' : 'pause'}>
      {t(`station:phase.${station.phase}`)}
    </ToneBadge>
  );
}
