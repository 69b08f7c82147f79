import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { keys } from '../../../queries.ts';
import { useUrlState } from '../../../url.ts';
import { HealthNote } from '../../uptime/health-list.tsx';
import { MonthChoice } from '../../uptime/month-choice.tsx';
import { Percent } from '../../uptime/percent.tsx';
import classes from '../../uptime/uptime.module.css';
import station from '../station.module.css';
import { Month } from './month.tsx';
import { OutageDialog } from './outage-dialog.tsx';
import { OutageList } from './outage-list.tsx';

export type StationUptime = Awaited<ReturnType<typeof api.getStationUptime>>;
export type Outage = StationUptime['connectors'][number]['outages'][number];

/** When could nobody charge here, why, and does it count? */
export function UptimeTab({ station: { id } }: { station: Station }) {
  const { t } = useTranslation('uptime');
  const [url, setUrl] = useUrlState('month');
  const [open, setOpen] = useState<number | null>(null);
  const query = url.month === '' ? {} : { month: url.month };
  const { data, error } = useQuery({
    queryKey: keys.uptime({ station: id, ...query }),
    queryFn: () => api.getStationUptime({ params: { stationId: id }, query }),
    refetchInterval: 15_000,
  });
  if (error) return <ErrorNote error={error} />;
  if (!data) return null;
  const outages = data.connectors.flatMap((connector) => connector.outages);
  return (
    <div className={station.stack}>
      <div className={classes.choice}>
        <MonthChoice month={url.month} onChange={(month) => setUrl({ month })} />
        <div className={classes.line}>
          <HealthNote health={data.health} />
        </div>
      </div>
      {data.connectors.length === 0 && <EmptyState title={t('uptime:noPlugs')} text={t('uptime:noneText')} />}
      {data.ports.map((port) => (
        <section key={port.evseId} className={`sm-panel ${station.box}`}>
          <div className={station.boxHead}>
            <h2 className={station.heading}>{t('uptime:plug', { port: port.evseId })}</h2>
            <span className={classes.line}>
              <span>
                {t('uptime:rule.driver')} <Percent value={port.driver.percent} />
              </span>
              <span>
                {t('uptime:rule.nevi')} <Percent value={port.nevi.percent} isMet={port.nevi.isMet} />
              </span>
            </span>
          </div>
          {data.connectors
            .filter(({ evseId }) => evseId === port.evseId)
            .map(({ connectorId, outages: own }) => (
              <Month key={connectorId} uptime={data} outages={own} onOpen={setOpen} />
            ))}
        </section>
      ))}
      {outages.length > 0 && <OutageList outages={outages} onOpen={setOpen} />}
      {open !== null && <OutageDialog id={open} stationId={id} onClose={() => setOpen(null)} />}
    </div>
  );
}
