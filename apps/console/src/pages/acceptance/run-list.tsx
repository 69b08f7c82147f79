import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys, useList } from '../../queries.ts';
import type { Run } from '../acceptance-run/index.tsx';
import { RunState, useAcceptanceWords } from '../acceptance-run/run-state.tsx';

/** Tests, newest first: how far each is, or where it failed. */
export function RunList({ filter, empty }: { filter: { stationId?: string; batchId?: number }; empty: ReactNode }) {
  const { t } = useTranslation('acceptance');
  const words = useAcceptanceWords();
  const navigate = useNavigate();
  const list = useList(
    keys.acceptance(filter),
    (cursor) => api.listAcceptance({ query: { limit: 100, ...filter, ...(cursor ? { cursor } : {}) } }),
    {
      refetchInterval: (runs) => (runs.some(({ status }) => status === 'running') ? 3000 : false),
    },
  );
  const where = ({ steps }: Run) => steps.find(({ status }) => status === 'failed') ?? steps.find(({ status }) => status === 'running');
  const columns: Column<Run>[] = [
    {
      key: 'station',
      header: t('acceptance:station'),
      fixed: true,
      cell: ({ id, stationId, stationName }) => (
        <Link to="/acceptance/$runId" params={{ runId: String(id) }} className="sm-link" tabIndex={-1}>
          {stationName || stationId}
        </Link>
      ),
    },
    { key: 'state', header: t('acceptance:result'), fixed: true, cell: ({ status }) => <RunState status={status} /> },
    {
      key: 'step',
      header: t('acceptance:step'),
      cell: (run) => {
        const step = where(run);
        return step === undefined ? null : words.step[step.name].name;
      },
    },
    {
      key: 'done',
      header: t('acceptance:progress'),
      cell: ({ steps }) => (
        <span className="sm-num">
          {steps.filter(({ status }) => status === 'passed' || status === 'skipped').length} / {steps.length}
        </span>
      ),
    },
    { key: 'by', header: t('acceptance:by'), cell: ({ startedBy }) => startedBy },
    { key: 'at', header: t('acceptance:at'), align: 'end', cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
  ];
  return (
    <DataTable<Run>
      id="acceptance"
      label={t('acceptance:title')}
      columns={columns}
      list={list}
      rowKey={({ id }) => String(id)}
      rowName={({ stationId, status }) => `${stationId}, ${words.status[status]}`}
      onOpen={({ id }) => void navigate({ to: '/acceptance/$runId', params: { runId: String(id) } })}
      empty={empty}
    />
  );
}
