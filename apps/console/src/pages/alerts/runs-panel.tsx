import { Button, List, Modal, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type RunbookRun } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Duration, RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useBookWords } from './book-words.ts';
import { RunBadge } from './run-badge.tsx';

/** What was tried, newest first, everywhere or at one station; each opens its story. */
export function RunsPanel({ stationId }: { stationId?: string }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const words = useBookWords();
  const [opened, open] = useState<RunbookRun | null>(null);
  const filter = stationId === undefined ? {} : { stationId };
  const list = useList(keys.runs(filter), (cursor) => api.listRuns({ query: { ...filter, limit: 50, ...(cursor ? { cursor } : {}) } }));
  const stop = useMutation({
    mutationFn: (runId: number) => api.stopRun({ params: { runId } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['runs'] }),
  });
  const columns: Column<RunbookRun>[] = [
    {
      key: 'station',
      header: t('alerts:where'),
      fixed: true,
      cell: ({ stationId, stationName }) => (
        <Link to="/stations/$stationId" params={{ stationId }} className="sm-link">
          {stationName || stationId}
        </Link>
      ),
    },
    { key: 'book', header: t('alerts:tab.runbooks'), cell: (run) => words.name(run) },
    {
      key: 'status',
      header: t('alerts:book.result'),
      fixed: true,
      cell: ({ status, reason }) => <RunBadge status={status} reason={reason} />,
    },
    { key: 'at', header: t('alerts:began'), cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
    { key: 'lasted', header: t('alerts:lasted'), cell: ({ startedAt, endedAt }) => <Duration from={startedAt} to={endedAt} /> },
    {
      key: 'stop',
      header: t('alerts:channel.actions'),
      align: 'end',
      cell: ({ id, status }) =>
        operator && status === 'running' ? (
          <Button
            size="compact-xs"
            variant="default"
            onClick={(event) => {
              event.stopPropagation();
              stop.mutate(id);
            }}
          >
            {t('alerts:book.stop')}
          </Button>
        ) : null,
    },
  ];
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('alerts:book.runs')}
      </Title>
      <DataTable<RunbookRun>
        id="runbook-runs"
        label={t('alerts:book.runs')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={(run) => t('alerts:rowName', { what: words.name(run), where: run.stationName || run.stationId })}
        onOpen={open}
        empty={<EmptyState title={t('alerts:book.noneRuns')} icon={<IconHistory size={24} stroke={1.6} />} />}
      />
      {opened && <Story run={opened} onClose={() => open(null)} />}
    </section>
  );
}

function Story({ run, onClose }: { run: RunbookRun; onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const words = useBookWords();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('alerts:rowName', { what: words.name(run), where: run.stationName || run.stationId })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <RunBadge status={run.status} reason={run.reason} />
      <List type="ordered" size="sm" mt="md" spacing={6} aria-label={t('alerts:book.story')}>
        {run.log.map(({ at, action, what, because }) => (
          <List.Item key={`${at}${what}${action ?? ''}`}>
            {t('alerts:book.log', {
              what: action === null ? t('alerts:book.result') : t(`alerts:book.do.${action}`),
              how: because === null ? t('alerts:book.begun') : t(`alerts:book.reason.${because}`, { defaultValue: because }),
            })}{' '}
            <span className="sm-quiet">
              <RelativeTime at={at} />
            </span>
          </List.Item>
        ))}
      </List>
    </Modal>
  );
}
