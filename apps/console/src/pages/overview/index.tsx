import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Overview } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { keys } from '../../queries.ts';
import { ChargingNow } from './charging-now.tsx';
import { Checklist } from './checklist.tsx';
import { Figures } from './figures.tsx';
import { Needs } from './needs.tsx';
import classes from './overview.module.css';
import { TodayCurve } from './today-curve.tsx';

export default function OverviewPage() {
  const { t } = useTranslation('overview');
  const { data, error, refetch } = useQuery({ queryKey: keys.overview, queryFn: () => api.overview(), refetchInterval: 60_000 });
  if (error && !data)
    return (
      <>
        <PageHeader name={t('overview:title')} />
        <ErrorNote error={error} retry={() => void refetch()} />
      </>
    );
  if (!data)
    return (
      <>
        <PageHeader name={t('overview:title')} />
        <Skeleton height={110} radius="lg" mb="md" />
        <Skeleton height={300} radius="lg" />
      </>
    );
  const settingUp = !data.demo && !isSetUp(data);
  return (
    <>
      <PageHeader
        name={settingUp ? t('overview:firstSteps') : t('overview:title')}
        text={settingUp ? t('overview:firstStepsText') : <Headline overview={data} />}
      />
      {settingUp && <Checklist overview={data} />}
      {(!settingUp || data.stations.total > 0) && (
        <div className={classes.grid}>
          <Figures overview={data} />
          <TodayCurve overview={data} />
          <Needs overview={data} />
          <ChargingNow />
        </div>
      )}
    </>
  );
}

export function isSetUp({ checklist }: Pick<Overview, 'checklist'>): boolean {
  return Object.values(checklist).every(Boolean);
}

/** The state of everything in one sentence. */
function Headline({ overview: { stations, charging } }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const away = stations.total - stations.connected;
  const parts = [
    t('overview:charging', { count: charging }),
    stations.faulted > 0 ? t('overview:faulted', { count: stations.faulted }) : null,
    away > 0 ? t('overview:away', { count: away }) : null,
  ];
  const bad = parts.filter(Boolean).length > 1;
  return (
    <>
      {parts.filter(Boolean).join(' · ')}
      {bad ? '' : ` · ${t('overview:allWell')}`}
    </>
  );
}
