import { Button } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconBolt, IconDownload } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Session } from '../../api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useNow } from '../../now.ts';
import { keys, type List, useList } from '../../queries.ts';
import { stringifySearch, useUrlState } from '../../url.ts';
import { useSessionColumns } from './columns.tsx';
import { FilterFields } from './filter-fields.tsx';
import { filterNames, noFilters, queryOf } from './filters.ts';
import { noReportFilters, reportFilterNames, reportQueryOf } from './report-filters.ts';

const FromReport = lazily(async () => (await import('./from-report.tsx')).FromReport);

/** Relative periods move on with the day, not with every second. */
const HALF_HOUR = 1_800_000;

export default function SessionsPage() {
  const { t } = useTranslation('sessions');
  const navigate = useNavigate();
  const [filters, setUrl] = useUrlState(...filterNames);
  const [ofReport, setReport] = useUrlState(...reportFilterNames);
  const query = { ...queryOf(filters, useNow(HALF_HOUR)), ...reportQueryOf(ofReport) };
  const isOfReport = Object.values(ofReport).some(Boolean);
  const filtered = isOfReport || Object.values(filters).some(Boolean);
  const list = useRunningFirst(query);
  const columns = useSessionColumns();
  const clear = () => setUrl({ ...noFilters, ...(noReportFilters as object) });
  return (
    <>
      <PageHeader name={t('sessions:title')} text={t('sessions:text')} actions={<ExportLinks query={query} />} />
      <FilterBar active={filtered} onClear={clear}>
        <FilterFields filters={filters} onChange={setUrl} />
      </FilterBar>
      {isOfReport && <FromReport filters={ofReport} onClear={() => setReport(noReportFilters)} />}
      <DataTable<Session>
        id="sessions"
        label={t('sessions:title')}
        columns={columns}
        list={list}
        rowKey={(session) => String(session.id)}
        rowName={(session) => t('sessions:rowName', { id: session.id, station: session.stationName || session.stationId })}
        onOpen={(session) => void navigate({ to: '/sessions/$sessionId', params: { sessionId: String(session.id) } })}
        empty={
          filtered ? (
            <EmptyState
              title={t('sessions:noneFound')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconBolt size={24} stroke={1.6} />}
              title={t('sessions:none')}
              text={t('sessions:noneText')}
              action={
                <Button component={Link} to="/stations" variant="default">
                  {t('sessions:toStations')}
                </Button>
              }
            />
          )
        }
      />
    </>
  );
}

/** Newest first, but what runs now stands above all that has ended, however long ago it began. */
function useRunningFirst(query: ReturnType<typeof queryOf> & ReturnType<typeof reportQueryOf>): List<Session> {
  const load = (wanted: typeof query) => (cursor: string | undefined) =>
    api.listSessions({ query: { ...wanted, ...(cursor ? { cursor } : {}), limit: 100 } });
  const all = useList(keys.sessions(query), load(query));
  const active = { ...query, status: 'active' as const };
  const isAsked = query.status === undefined && query.outcome === undefined;
  const running = useList(keys.sessions(active), load(active), { enabled: isAsked });
  const items = useMemo(() => {
    if (!isAsked) return all.items;
    const first = running.items.filter((session) => session.status === 'active');
    const above = new Set(first.map((session) => session.id));
    return [...first, ...all.items.filter((session) => !above.has(session.id))];
  }, [isAsked, running.items, all.items]);
  return { ...all, items };
}

/** Plain links: the browser streams the file to disk, however long it is. */
function ExportLinks({ query }: { query: object }) {
  const { t, i18n } = useTranslation('sessions');
  const wanted = { csv: stringifySearch({ ...query }), xlsx: stringifySearch({ ...query, language: i18n.language }) };
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`${apiBase}/sessions.${format}${wanted[format]}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          title={t('sessions:exportHint')}
        >
          {t(`sessions:exportAs.${format}`)}
        </Button>
      ))}
    </>
  );
}
