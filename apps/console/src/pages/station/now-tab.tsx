import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { breakGaps, type Line } from '../../components/chart-data.ts';
import { PowerChart } from '../../components/power-chart.tsx';
import { power } from '../../format.ts';
import { useNow } from '../../now.ts';
import { keys } from '../../queries.ts';
import { plugsOf } from '../../station-state.ts';
import { useUrlState } from '../../url.ts';
import { CommandOutcome } from './command-outcome.tsx';
import { ConnectorCard } from './connector-card.tsx';
import { ReservationsPanel } from './reservations-panel.tsx';
import classes from './station.module.css';
import { TimeLine } from './time-line-view.tsx';
import { useCommand } from './use-command.ts';

/** Stations report every minute to every quarter of an hour while they charge. */
const STRETCH_MS = 31 * 60_000;
const ranges = ['1', '6', '24', '168'] as const;
const colors = ['--sm-chart-now', '--sm-busy', '--sm-soon', '--sm-wait'] as const;

/** What the station does now, and what one can do from here. */
export function NowTab({ station }: { station: Station }) {
  const command = useCommand(station.id);
  return (
    <div className={classes.stack}>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <div className={classes.connectors}>
        {plugsOf(station).map((plug) => (
          <ConnectorCard key={plug.key} station={station} plug={plug} command={command} />
        ))}
      </div>
      <ReservationsPanel station={station} command={command} />
      <CoursePanel station={station} />
    </div>
  );
}

/** Who charged when, and how much power that was. */
function CoursePanel({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const [url, setUrl] = useUrlState('hours');
  const hours = ranges.find((range) => range === url.hours) ?? '24';
  const now = useNow(60_000);
  const { data } = useQuery({
    queryKey: keys.power(station.id, { hours }),
    queryFn: () =>
      api.stationPower({ params: { stationId: station.id }, query: { from: new Date(now - Number(hours) * 3_600_000).toISOString() } }),
    refetchInterval: 60_000,
  });
  const lines = (data?.series ?? []).map(
    (series, index): Line => ({
      label: t('station:plug', { name: series.evseId }),
      color: colors[index % colors.length] ?? colors[0],
      ...(index === 0 ? { fill: '--sm-chart-fill' } : {}),
      points: breakGaps(series.points, STRETCH_MS),
    }),
  );
  return (
    <section className={`sm-panel ${classes.box}`}>
      <div className={classes.boxHead}>
        <h2 className={classes.heading}>{t('station:line.title')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('station:range')}
          value={hours}
          onChange={(value) => setUrl({ hours: value })}
          data={ranges.map((value) => ({ value, label: t(`station:hours.${value}`) }))}
        />
      </div>
      <TimeLine station={station} hours={Number(hours)} />
      <h3 className={classes.heading}>{t('station:power')}</h3>
      <PowerChart label={t('station:power')} lines={lines} format={power} height={240} />
    </section>
  );
}
