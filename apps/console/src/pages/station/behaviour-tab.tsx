import { Button } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Deviation, type Station } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys, type List } from '../../queries.ts';
import classes from './station.module.css';

/** What the station gets wrong, and what of its habits we reckon with. */
export function BehaviourTab({ station }: { station: Station }) {
  const { t } = useTranslation('behaviour');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.deviations(station.id),
    queryFn: () => api.listDeviations({ params: { stationId: station.id }, query: {} }),
  });
  const list: List<Deviation> = {
    items: data?.items ?? [],
    loading: isPending,
    error,
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    refetch: () => void refetch(),
  };
  return (
    <div className={classes.stack}>
      <Habits station={station} quirks={data?.quirks ?? []} />
      <section>
        <div className={classes.boxHead}>
          <div>
            <h2 className={classes.heading}>{t('behaviour:title')}</h2>
            <p className={`sm-quiet ${classes.since}`}>{t('behaviour:intro')}</p>
          </div>
          <div className={classes.buttons}>
            <FileLink station={station} name="deviations.md" label={t('behaviour:forMaker')} />
            <FileLink station={station} name="deviations.csv" label={t('behaviour:csv')} />
          </div>
        </div>
        <DataTable<Deviation>
          id="deviations"
          label={t('behaviour:title')}
          columns={useColumns(station)}
          list={list}
          rowKey={(one) => [one.direction, one.action, one.name, one.detail].join(' ')}
          empty={<EmptyState title={t('behaviour:none')} text={t('behaviour:noneText')} />}
        />
      </section>
    </div>
  );
}

const tones = { note: 'away', warning: 'wait', serious: 'broken' } as const;
const shapes = { note: 'ring', warning: 'flag', serious: 'triangle' } as const;
/** The worst first. */
const ranks = { serious: 0, warning: 1, note: 2 } as const;

function useColumns(station: Station): Column<Deviation>[] {
  const { t } = useTranslation('behaviour');
  return [
    { key: 'what', header: t('behaviour:what'), fixed: true, cell: (one) => <What deviation={one} /> },
    {
      key: 'severity',
      header: t('behaviour:severity'),
      fixed: true,
      sort: (one) => ranks[one.severity],
      cell: (one) => (
        <ToneBadge tone={tones[one.severity]} shape={shapes[one.severity]}>
          {t(`behaviour:severities.${one.severity}`)}
        </ToneBadge>
      ),
    },
    {
      key: 'message',
      header: t('behaviour:message'),
      sort: (one) => one.action,
      cell: (one) => <MessageLink station={station} deviation={one} />,
    },
    {
      key: 'count',
      header: t('behaviour:count'),
      align: 'end',
      sort: (one) => one.count,
      cell: (one) => (
        <span className="sm-num" title={t('behaviour:onDays', { count: one.days })}>
          {one.count}
        </span>
      ),
    },
    {
      key: 'first',
      header: t('behaviour:first'),
      align: 'end',
      sort: (one) => one.firstAt,
      cell: (one) => <RelativeTime at={one.firstAt} />,
    },
    { key: 'last', header: t('behaviour:last'), align: 'end', sort: (one) => one.lastAt, cell: (one) => <RelativeTime at={one.lastAt} /> },
  ];
}

function What({ deviation: { name, code, detail } }: { deviation: Deviation }) {
  const { t } = useTranslation('behaviour');
  return (
    <span>
      {t(`behaviour:deviation.${name}`, { defaultValue: name })}{' '}
      <span className="sm-mono sm-quiet">{[code, detail].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

/** To the message log, with the messages that had it. */
function MessageLink({ station, deviation: { action, direction, name } }: { station: Station; deviation: Deviation }) {
  const { t } = useTranslation('behaviour');
  if (action === '') return <span className="sm-quiet">{t('behaviour:noMessage')}</span>;
  const isRefused = name === 'refused' || name === 'answerRefused';
  const search = { tab: 'messages', action, direction, ...(isRefused ? { failed: 'true' } : { repaired: 'true' }) };
  return (
    <Link to="/stations/$stationId" params={{ stationId: station.id }} search={search as never} className="sm-link">
      {direction === 'in' ? action : t('behaviour:answerTo', { action })}
    </Link>
  );
}

function Habits({ station, quirks }: { station: Station; quirks: readonly { name: string; why: string }[] }) {
  const { t } = useTranslation('behaviour');
  const seconds = Math.round(station.answerTimeoutMs / 1000);
  const isLonger = station.answerTimeoutMs > station.callTimeoutMs;
  return (
    <section className={`sm-panel ${classes.box}`}>
      <h2 className={classes.heading}>{t('behaviour:quirks')}</h2>
      <ul className={classes.habits}>
        <li>
          {t(isLonger ? 'behaviour:patienceLearned' : 'behaviour:patienceText', { seconds, own: Math.round(station.callTimeoutMs / 1000) })}
        </li>
        {quirks.map(({ name, why }) => (
          <li key={name}>
            {t(`behaviour:quirk.${name}`, { defaultValue: name })}{' '}
            <span className="sm-quiet" lang="en">
              {t('behaviour:why', { why })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A plain link: the browser takes the file. */
function FileLink({ station, name, label }: { station: Station; name: string; label: string }) {
  return (
    <Button
      component="a"
      href={`${apiBase}/stations/${encodeURIComponent(station.id)}/${name}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {label}
    </Button>
  );
}
