import { Button } from '@mantine/core';
import { commandStatuses } from '@stationmaster/contract';
import type { StatusTone } from '@stationmaster/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type BulkCommand, type Command } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { commandLook, OutcomeText } from '../station/command-outcome.tsx';

/** What became of it at each station. */
export function Results({ bulk }: { bulk: BulkCommand }) {
  const { t } = useTranslation('commands');
  const [url, setUrl] = useUrlState('status');
  const status = commandStatuses.find((known) => known === url.status);
  const list = useList(keys.bulkResults(bulk.id, url.status), (cursor) =>
    api.listBulkResults({
      params: { bulkId: bulk.id },
      query: { limit: 100, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) },
    }),
  );
  const columns: Column<Command>[] = [
    {
      key: 'station',
      header: t('commands:list.station'),
      fixed: true,
      sort: ({ stationId }) => stationId,
      cell: ({ stationId }) => (
        <Link to="/stations/$stationId" params={{ stationId }} search={{ tab: 'commands' } as never} className="sm-link sm-mono">
          {stationId}
        </Link>
      ),
    },
    {
      key: 'result',
      header: t('commands:list.result'),
      fixed: true,
      sort: (command) => t(`station:outcome.${command.status}`),
      cell: (command) => <Result command={command} />,
    },
    {
      key: 'answered',
      header: t('commands:list.answered'),
      align: 'end',
      sort: ({ answeredAt }) => (answeredAt ? Date.parse(answeredAt) : null),
      cell: ({ answeredAt }) => <RelativeTime at={answeredAt} />,
    },
  ];
  return (
    <DataTable<Command>
      id="bulk-results"
      label={t('commands:one.results')}
      columns={columns}
      list={list}
      rowKey={({ id }) => String(id)}
      empty={
        <EmptyState
          title={t('commands:one.noneHere')}
          action={
            <Button variant="default" onClick={() => setUrl({ status: '' })}>
              {t('common:filters.clear')}
            </Button>
          }
        />
      }
    />
  );
}

function Result({ command }: { command: Command }) {
  const look = commandLook(command.status);
  return (
    <ToneBadge tone={look.tone as StatusTone} shape={look.shape}>
      <OutcomeText command={command} />
    </ToneBadge>
  );
}
