import { Button, Select } from '@mantine/core';
import { connectorStatuses } from '@stationmaster/domain';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useStationColumns } from './columns.tsx';

const AddStation = lazily(async () => (await import('./add-station.tsx')).AddStation);

export default function StationsPage() {
  const { t } = useTranslation('stations');
  const operator = useMay('operator');
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState('search', 'siteId', 'connected', 'status', 'add');
  const filters = { search: url.search, connected: url.connected, status: url.status, siteId: url.siteId };
  const filtered = Object.values(filters).some(Boolean);
  const list = useList(keys.stations(filters), (cursor) =>
    api.listStations({ query: { ...queryOf(filters), ...(cursor ? { cursor } : {}), limit: 100 } }),
  );
  const columns = useStationColumns();
  const clear = () => setUrl({ search: '', siteId: '', connected: '', status: '' });
  const add = operator && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('stations:add')}
    </Button>
  );
  return (
    <>
      <PageHeader name={t('stations:title')} actions={add} />
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={url.search} onChange={(search) => setUrl({ search })} label={t('stations:search')} />
        <SiteSelect
          hideLabel
          value={url.siteId ? Number(url.siteId) : null}
          onChange={(site) => setUrl({ siteId: site === null ? '' : String(site) })}
        />
        <Select
          aria-label={t('stations:connection')}
          placeholder={t('stations:connection')}
          value={url.connected || null}
          onChange={(value) => setUrl({ connected: value ?? '' })}
          data={[
            { value: 'true', label: t('stations:connected') },
            { value: 'false', label: t('words:status.Offline') },
          ]}
          clearable
        />
        <Select
          aria-label={t('common:filters.status')}
          placeholder={t('common:filters.status')}
          value={url.status || null}
          onChange={(value) => setUrl({ status: value ?? '' })}
          data={connectorStatuses.map((value) => ({ value, label: t(`words:status.${value}`) }))}
          clearable
        />
      </FilterBar>
      <DataTable<Station>
        id="stations"
        label={t('stations:title')}
        columns={columns}
        list={list}
        rowKey={(station) => station.id}
        rowName={(station) => station.name || station.id}
        onOpen={(station) => void navigate({ to: '/stations/$stationId', params: { stationId: station.id } })}
        empty={
          filtered ? (
            <EmptyState
              title={t('stations:noneFound')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState title={t('stations:none')} text={t('stations:noneText')} action={add} />
          )
        }
      />
      {url.add && operator && <AddStation onClose={() => setUrl({ add: '' })} />}
    </>
  );
}

function queryOf(filters: Record<'search' | 'connected' | 'status' | 'siteId', string>) {
  return {
    ...(filters.search ? { search: filters.search } : {}),
    ...(filters.connected === 'true' || filters.connected === 'false' ? { connected: filters.connected as 'true' | 'false' } : {}),
    ...(filters.status ? { status: filters.status as (typeof connectorStatuses)[number] } : {}),
    ...(filters.siteId ? { siteId: Number(filters.siteId) } : {}),
  };
}
