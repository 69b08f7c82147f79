import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api.ts';
import type { Line } from '../../components/chart-data.ts';
import { PowerChart } from '../../components/power-chart.tsx';
import { power } from '../../format.ts';
import classes from './overview.module.css';

export function TodayCurve({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const points = overview.power.map((point) => ({ ...point, at: Date.parse(point.at) }));
  const today: Line = {
    label: t('overview:today'),
    color: '--sm-chart-now',
    fill: '--sm-chart-fill',
    points: points.map((point) => [point.at, point.powerW]),
  };
  const yesterday: Line = {
    label: t('overview:yesterday'),
    color: '--sm-chart-before',
    dash: true,
    points: points.map((point) => [point.at, point.yesterdayW]),
  };
  return (
    <section className={`sm-panel ${classes.box} ${classes.wide}`}>
      <h2 className={classes.heading}>{t('overview:powerToday')}</h2>
      <PowerChart label={t('overview:powerToday')} lines={[today, yesterday]} format={power} height={240} />
    </section>
  );
}
