import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Power, RelativeTime } from '../../components/quantity.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { HealthList } from './health-list.tsx';
import { MonthChoice } from './month-choice.tsx';
import { Percent } from './percent.tsx';
import classes from './uptime.module.css';

type Port = Awaited<ReturnType<typeof api.listUptime>>['items'][number];
type Network = Awaited<ReturnType<typeof api.getNetworkUptime>>;

/** How reliable is the network, by which rule, and which stations pull it down? */
export default function UptimePage() {
  const { t } = useTranslation('uptime');
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState('month', 'site');
  const asked = { ...(url.month === '' ? {} : { month: url.month }), ...(url.site === '' ? {} : { siteId: Number(url.site) }) };
  const network = useQuery({
    queryKey: keys.uptime({ network: true, ...asked }),
    queryFn: () => api.getNetworkUptime({ query: asked }),
    refetchInterval: 60_000,
  });
  const ports = useList(keys.uptime({ ports: true, ...asked }), (cursor) =>
    api.listUptime({ query: { limit: 200, ...asked, ...(cursor ? { cursor } : {}) } }),
  );
  const file = (name: string) => `/api/v1/${name}.csv${url.month === '' ? '' : `?month=${url.month}`}`;
  return (
    <>
      <PageHeader
        name={t('uptime:title')}
        text={t('uptime:text')}
        actions={
          <Group gap="sm">
            <Button component="a" href={file('uptime')} variant="default" leftSection={<IconDownload size={17} aria-hidden />}>
              {t('uptime:csvPorts')}
            </Button>
            <Button component="a" href={file('uptime/outages')} variant="default" leftSection={<IconDownload size={17} aria-hidden />}>
              {t('uptime:csvOutages')}
            </Button>
          </Group>
        }
      />
      <div className={classes.choice}>
        <MonthChoice month={url.month} onChange={(month) => setUrl({ month })} />
        <SiteSelect
          label={t('uptime:site')}
          placeholder={t('uptime:everySite')}
          value={url.site === '' ? null : Number(url.site)}
          onChange={(site) => setUrl({ site: site === null ? '' : String(site) })}
        />
      </div>
      {network.error ? <ErrorNote error={network.error} /> : network.data && <Rules network={network.data} />}
      <HealthList siteId={url.site === '' ? null : Number(url.site)} />
      <h2 className={classes.heading}>{t('uptime:ports')}</h2>
      <DataTable<Port>
        id="uptime"
        label={t('uptime:ports')}
        columns={usePortColumns()}
        list={ports}
        rowKey={({ stationId, evseId }) => `${stationId}/${evseId}`}
        rowName={({ stationId, evseId }) => t('uptime:portName', { station: stationId, port: evseId })}
        onOpen={({ stationId }) =>
          void navigate({ to: '/stations/$stationId', params: { stationId }, search: { tab: 'uptime', month: url.month } as never })
        }
        empty={<EmptyState title={t('uptime:none')} text={t('uptime:noneText')} />}
      />
    </>
  );
}

function usePortColumns(): Column<Port>[] {
  const { t } = useTranslation('uptime');
  return [
    { key: 'station', header: t('uptime:station'), fixed: true, cell: ({ stationId, stationName }) => stationName || stationId },
    { key: 'port', header: t('uptime:port'), fixed: true, cell: ({ evseId }) => evseId },
    { key: 'site', header: t('uptime:site'), cell: ({ siteName }) => siteName },
    { key: 'driver', header: t('uptime:rule.driver'), align: 'end', cell: ({ driver }) => <Percent value={driver.percent} /> },
    { key: 'outages', header: t('uptime:outages'), align: 'end', cell: ({ outages }) => <span className="sm-num">{outages}</span> },
    { key: 'nevi', header: t('uptime:rule.nevi'), align: 'end', cell: ({ nevi }) => <Percent value={nevi.percent} isMet={nevi.isMet} /> },
    {
      key: 'california',
      header: t('uptime:rule.california'),
      align: 'end',
      // The rule is for fast ones.
      cell: ({ california, ratedW }) =>
        ratedW !== null && ratedW >= 50_000 ? <Percent value={california.percent} isMet={california.isMet} /> : '–',
    },
    { key: 'rated', header: t('uptime:rated'), align: 'end', cell: ({ ratedW }) => <Power watts={ratedW} /> },
  ];
}

/** One figure a rule, with what it means. */
function Rules({ network }: { network: Network }) {
  const { t } = useTranslation('uptime');
  const { driver, nevi, california, uk, ports, since } = network;
  return (
    <>
      <div className={classes.rules}>
        <Rule name={t('uptime:rule.driver')} text={t('uptime:explained.driver', { count: ports })}>
          <Percent value={driver} />
        </Rule>
        <Rule name={t('uptime:rule.nevi')} text={t('uptime:explained.nevi')}>
          {t('uptime:met', { met: nevi.met, count: nevi.ports })}
        </Rule>
        <Rule name={t('uptime:rule.california')} text={t('uptime:explained.california')}>
          {california.ports === 0 ? t('uptime:noFast') : t('uptime:met', { met: california.met, count: california.ports })}
        </Rule>
        <Rule name={t('uptime:rule.uk')} text={t('uptime:explained.uk')}>
          {uk.ports === 0 ? t('uptime:noFast') : <Percent value={uk.percent} isMet={uk.isMet} />}
        </Rule>
      </div>
      <p className="sm-quiet">
        {t('uptime:since')} <RelativeTime at={since} />
      </p>
    </>
  );
}

function Rule({ name, text, children }: { name: string; text: string; children: ReactNode }) {
  return (
    <section className={`sm-panel ${classes.rule}`}>
      <h2>{name}</h2>
      <div className={classes.value}>{children}</div>
      <p className="sm-quiet">{text}</p>
    </section>
  );
}
