import { Button, Select } from '@mantine/core';
import type { Answer, Routes } from '@stationmaster/contract';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { actions } from './actions.ts';
import classes from './audit.module.css';

type Entry = Answer<Routes['listAudit']>['items'][number];

export default function AuditPage() {
  const { t } = useTranslation('people');
  const [url, setUrl] = useUrlState('actor', 'action', 'subject');
  const filters = {
    ...(url.actor ? { actor: url.actor } : {}),
    ...(url.action ? { action: url.action } : {}),
    ...(url.subject ? { subject: url.subject } : {}),
  };
  const list = useList(keys.audit(filters), (cursor) =>
    api.listAudit({ query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const columns = useAuditColumns();
  const filtered = Object.keys(filters).length > 0;
  const clear = () => setUrl({ actor: '', action: '', subject: '' });
  const what = (action: string) => t(`people:audit.action.${action}`, { defaultValue: action });
  return (
    <>
      <PageHeader name={t('people:audit.title')} text={t('people:audit.text')} />
      <FilterBar active={filtered} onClear={clear}>
        <ActorSelect value={url.actor} known={list.items} onChange={(actor) => setUrl({ actor })} />
        <Select
          aria-label={t('people:audit.filterAction')}
          placeholder={t('people:audit.filterAction')}
          value={url.action || null}
          onChange={(value) => setUrl({ action: value ?? '' })}
          data={actions.map((value) => ({ value, label: what(value) }))}
          searchable
          clearable
          w={260}
        />
        <SearchField
          value={url.subject}
          onChange={(subject) => setUrl({ subject: subject.trim() })}
          label={t('people:audit.filterSubject')}
        />
      </FilterBar>
      <DataTable<Entry>
        id="audit"
        label={t('people:audit.title')}
        columns={columns}
        list={list}
        rowKey={(entry) => String(entry.id)}
        rowName={(entry) =>
          t('people:audit.rowName', { who: entry.actorName || entry.actor, what: what(entry.action), subject: entry.subject })
        }
        empty={
          filtered ? (
            <EmptyState
              title={t('people:audit.noneFound')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon={<IconHistory size={24} stroke={1.6} />} title={t('people:audit.none')} text={t('people:audit.noneText')} />
          )
        }
      />
    </>
  );
}

/** The people of this install, and whoever else is in the rows loaded. */
function ActorSelect({ value, known, onChange }: { value: string; known: Entry[]; onChange: (actor: string) => void }) {
  const { t } = useTranslation('people');
  const users = useList(keys.users, (cursor) => api.listUsers({ query: { limit: 500, ...(cursor ? { cursor } : {}) } }));
  const names = new Map<string, string>(users.items.map((user) => [`user:${user.id}`, user.name || user.email]));
  for (const entry of known)
    if (!names.has(entry.actor))
      names.set(entry.actor, entry.actor === 'system' ? t('people:audit.system') : entry.actorName || entry.actor);
  if (value && !names.has(value)) names.set(value, value);
  return (
    <Select
      aria-label={t('people:audit.filterActor')}
      placeholder={t('people:audit.filterActor')}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      data={[...names].map(([actor, label]) => ({ value: actor, label }))}
      searchable
      clearable
    />
  );
}

function useAuditColumns(): Column<Entry>[] {
  const { t } = useTranslation('people');
  return useMemo(
    () => [
      {
        key: 'what',
        header: t('people:audit.what'),
        fixed: true,
        cell: (entry) => (
          <span style={{ fontWeight: 540 }}>{t(`people:audit.action.${entry.action}`, { defaultValue: entry.action })}</span>
        ),
      },
      { key: 'subject', header: t('people:audit.subject'), fixed: true, cell: (entry) => <Subject entry={entry} /> },
      { key: 'who', header: t('people:audit.who'), cell: (entry) => <Who entry={entry} /> },
      { key: 'details', header: t('people:audit.details'), cell: (entry) => <Details entry={entry} /> },
      { key: 'when', header: t('people:audit.when'), align: 'end', cell: (entry) => <RelativeTime at={entry.at} /> },
    ],
    [t],
  );
}

function Who({ entry }: { entry: Entry }) {
  const { t } = useTranslation('people');
  if (entry.actor === 'system') return t('people:audit.system');
  return (
    <>
      {entry.actorName || entry.actor}
      {entry.actor.startsWith('key:') && <span className="sm-quiet"> {t('people:audit.byKey')}</span>}
    </>
  );
}

const ofStation = ['sendCommand', 'updateStation', 'createStation', 'setStationPassword', 'adopt'];
function Subject({ entry }: { entry: Entry }) {
  const { t } = useTranslation('commands');
  if (ofStation.includes(entry.action) && entry.subject)
    return (
      <Link to="/stations/$stationId" params={{ stationId: entry.subject }} className="sm-link sm-mono">
        {entry.subject}
      </Link>
    );
  const bulkId = /^bulk:(\d+)$/.exec(entry.subject)?.[1];
  if (bulkId !== undefined)
    return (
      <Link to="/bulk/$bulkId" params={{ bulkId }} className="sm-link">
        {t('commands:title')} <span className="sm-mono">{bulkId}</span>
      </Link>
    );
  const named = [entry.detail.name, entry.detail.driverName, entry.detail.value].find((name) => typeof name === 'string' && name !== '');
  return (
    <>
      {named ? <span>{String(named)} </span> : null}
      <span className={named ? 'sm-mono sm-quiet' : 'sm-mono'}>{entry.subject || '–'}</span>
    </>
  );
}

function Details({ entry }: { entry: Entry }) {
  const { t } = useTranslation('people');
  const facts = Object.entries(entry.detail);
  if (facts.length === 0) return <span className="sm-quiet">–</span>;
  return (
    <details className={classes.details}>
      <summary>{t('people:audit.details')}</summary>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className="sm-mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
