import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type ChargingLimits, type Station } from '../../../api.ts';
import { breakGaps, type Line } from '../../../components/chart-data.ts';
import { PowerChart } from '../../../components/power-chart.tsx';
import { useNow } from '../../../now.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import { Agreement } from './agreement.tsx';
import { inUnit, stair, stretchesOf, wattsPerAmpere } from './limit-lines.ts';
import { amountText } from './limit-words.ts';
import classes from './limits.module.css';
import { NowText } from './now-text.tsx';

/** Measured power is shown so far back, hours. */
const back = 6;
/** Meters report every minute to every quarter of an hour. */
const stretchMs = 31 * 60_000;

/** Our computation, what the station says, and what was measured, in one picture. */
export function PicturePanel({ station, limits, hours }: { station: Station; limits: ChargingLimits; hours: number }) {
  const { t } = useTranslation('limits');
  const now = useNow(60_000);
  const { evseId, unit, ours, theirs } = limits;
  const { data } = useQuery({
    queryKey: keys.power(station.id, { hours: back }),
    queryFn: () => api.stationPower({ params: { stationId: station.id }, query: { from: new Date(now - back * 3_600_000).toISOString() } }),
    refetchInterval: 60_000,
  });
  const factor = wattsPerAmpere(limits);
  const measured = (data?.series.find((series) => series.evseId === evseId)?.points ?? []).map(
    ([at, watts]) => [at, unit === 'W' || watts === null ? watts : watts / factor] as const,
  );
  const lines: Line[] = [
    { label: t('limits:ours'), color: '--sm-chart-now', points: stair(stretchesOf(ours)) },
    ...(theirs === null
      ? []
      : [
          {
            label: t('limits:theirs'),
            color: '--sm-busy',
            dash: true,
            points: stair(inUnit(stretchesOf(theirs.periods), [theirs.unit, unit], factor)),
          },
        ]),
    ...(measured.length === 0
      ? []
      : [
          {
            label: t(unit === 'A' ? 'limits:measuredAmpere' : 'limits:measured'),
            color: '--sm-soon',
            points: breakGaps(measured, stretchMs),
          },
        ]),
  ];
  const title = t(evseId === 0 ? 'limits:pictureWhole' : 'limits:picture');
  return (
    <section className={`sm-panel ${shared.box}`} aria-label={title}>
      <div className={shared.boxHead}>
        <h2 className={shared.heading}>{title}</h2>
      </div>
      <div className={classes.words}>
        <NowText limits={limits} />
        <Agreement limits={limits} />
      </div>
      <PowerChart label={title} lines={lines} format={(value, locale) => amountText(value, unit, locale)} height={hours > 24 ? 260 : 230} />
    </section>
  );
}
