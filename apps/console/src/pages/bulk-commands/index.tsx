import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type BulkCommand } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys, useList } from '../../queries.ts';
import { useFilterWords } from '../bulk-command/filter-words.ts';
import { ProgressBar } from '../bulk-command/progress-bar.tsx';
import { useProgressWords } from '../bulk-command/progress-words.ts';
import { parametersInWords } from '../station/parameters.ts';
import classes from './bulk-commands.module.css';

/** Commands that went to many stations, newest first. */
export default function BulkCommandsPage() {
  const { t } = useTranslation('commands');
  const navigate = useNavigate();
  const list = useList(keys.bulks, (cursor) => api.listBulkCommands({ query: { limit: 100, ...(cursor ? { cursor } : {}) } }));
  const columns = useColumns();
  const words = useProgressWords();
  const toStations = (
    <Button component={Link} to="/stations" variant="default">
      {t('commands:toStations')}
    </Button>
  );
  return (
    <>
      <PageHeader name={t('commands:title')} text={t('commands:text')} actions={toStations} />
      <DataTable<BulkCommand>
        id="bulk"
        label={t('commands:title')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={(bulk) => t('commands:list.rowName', { verb: t(`station:verb.${bulk.verb}`), progress: words(bulk) })}
        onOpen={({ id }) => void navigate({ to: '/bulk/$bulkId', params: { bulkId: String(id) } })}
        empty={<EmptyState title={t('commands:none')} text={t('commands:noneText')} action={toStations} />}
      />
    </>
  );
}

function useColumns(): Column<BulkCommand>[] {
  const { t } = useTranslation('commands');
  const filterWords = useFilterWords();
  const progressWords = useProgressWords();
  return [
    {
      key: 'verb',
      header: t('commands:list.command'),
      fixed: true,
      cell: ({ id, verb }) => (
        <Link to="/bulk/$bulkId" params={{ bulkId: String(id) }} className="sm-link" tabIndex={-1}>
          {t(`station:verb.${verb}`)}
        </Link>
      ),
    },
    {
      key: 'progress',
      header: t('commands:list.progress'),
      fixed: true,
      cell: (bulk) => (
        <div className={classes.progress}>
          <ProgressBar bulk={bulk} size={7} />
          <span>{progressWords(bulk)}</span>
        </div>
      ),
    },
    {
      key: 'with',
      header: t('commands:list.with'),
      cell: (bulk) => <span className="sm-mono sm-quiet">{parametersInWords(bulk)}</span>,
    },
    { key: 'stations', header: t('commands:list.stations'), cell: ({ filter }) => filterWords(filter) },
    { key: 'by', header: t('commands:list.by'), cell: ({ requestedBy }) => requestedBy },
    { key: 'at', header: t('commands:list.at'), align: 'end', cell: ({ requestedAt }) => <RelativeTime at={requestedAt} /> },
  ];
}
