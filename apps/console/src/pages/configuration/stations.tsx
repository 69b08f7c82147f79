import { SegmentedControl } from '@mantine/core';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import classes from './configuration.module.css';

type Standing = Awaited<ReturnType<typeof api.listConfigurationStations>>['items'][number];
const looks: Readonly<Record<Standing['state'], { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  inStep: { tone: 'free', shape: 'check' },
  drifted: { tone: 'broken', shape: 'triangle' },
  unknown: { tone: 'away', shape: 'ring' },
  none: { tone: 'closed', shape: 'bar' },
};

export function StandingBadge({ state }: { state: Standing['state'] }) {
  const { t } = useTranslation('configuration');
  return <ToneBadge {...looks[state]}>{t(`configuration:state.${state}`)}</ToneBadge>;
}

/** Which stations are as they should be? */
export function Stations({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('configuration');
  const [url, setUrl] = useUrlState('state');
  const state = url.state === 'drifted' || url.state === 'inStep' || url.state === 'unknown' ? url.state : undefined;
  const list = useList(
    keys.configuration({ stations: true, state }),
    (cursor) => api.listConfigurationStations({ query: { limit: 200, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) } }),
    { refetchInterval: () => 10_000 },
  );
  const columns: Column<Standing>[] = [
    { key: 'station', header: t('configuration:station'), fixed: true, cell: ({ stationId, stationName }) => stationName || stationId },
    { key: 'state', header: t('configuration:is'), fixed: true, cell: (row) => <StandingBadge state={row.state} /> },
    { key: 'drifted', header: t('configuration:drifted'), align: 'end', cell: ({ drifted }) => <span className="sm-num">{drifted}</span> },
    { key: 'asked', header: t('configuration:asked'), align: 'end', cell: ({ askedAt }) => <RelativeTime at={askedAt} /> },
  ];
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.heading}>{t('configuration:stations')}</h2>
        <SegmentedControl
          aria-label={t('configuration:is')}
          value={state ?? ''}
          onChange={(value) => setUrl({ state: value })}
          data={['', 'drifted', 'inStep', 'unknown'].map((value) => ({
            value,
            label: value === '' ? t('configuration:allStates') : t(`configuration:state.${value}`),
          }))}
        />
      </div>
      <DataTable<Standing>
        id="standing"
        label={t('configuration:stations')}
        columns={columns}
        list={list}
        rowKey={({ stationId }) => stationId}
        rowName={({ stationId, state: is }) => `${stationId}, ${t(`configuration:state.${is}`)}`}
        onOpen={({ stationId }) => onOpen(stationId)}
        empty={<EmptyState title={t('configuration:noStations')} />}
      />
    </section>
  );
}
