import { Button, Select } from '@mantine/core';
import { connectorStatuses } from '@stationmaster/domain';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
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
import { MakerFilter, noMaker } from './maker-filter.tsx';
import { queryOf } from './query.ts';

const AddStation = lazily(async () => (await import('./add-station.tsx')).AddStation);

const CommandMany = lazily(async () => (await import('./command-many.tsx')).CommandMany);

export default function StationsPage() {
  const { t } = useTranslation('stations');
  const operator = useMay('operator');
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState(
    'search',
    'siteId',
    'connected',
    'status',
    'vendor',
    'model',
    'firmwareVersion',
    'protocol',
    'add',
    'command',
  );
  const [chosen, choose] = useState<readonly string[]>([]);
  const { add: _, command: _c, ...filters } = url;
  const filtered = Object.values(filters).some(Boolean);
  const list = useList(keys.stations(filters), (cursor) =>
    api.listStations({ query: { ...queryOf(filters), ...(cursor ? { cursor } : {}), limit: 100 } }),
  );
  const columns = useStationColumns(useMemo(() => (operator ? { chosen, choose } : null), [operator, chosen]));
  const many = operator && (
    <>
      <Button size="compact-sm" variant="light" leftSection={<IconSend size={15} aria-hidden />} onClick={() => setUrl({ command: '1' })}>
        {chosen.length > 0 ? t('commands:makeChosen', { count: chosen.length }) : t('commands:make')}
      </Button>
      {chosen.length > 0 && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => choose([])}>
          {t('commands:forgetChosen')}
        </Button>
      )}
    </>
  );
  const clear = () => setUrl({ search: '', siteId: '', connected: '', status: '', ...noMaker });
  const add = operator && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('stations:add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        name={t('stations:title')}
        actions={
          <>
            <Button component={Link} to="/bulk" variant="subtle" px={10}>
              {t('commands:title')}
            </Button>
            {add}
          </>
        }
      />
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
        <MakerFilter value={filters} onChange={setUrl} known={list.items} />
      </FilterBar>
      <DataTable<Station>
        id="stations"
        label={t('stations:title')}
        columns={columns}
        list={list}
        tools={many}
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
      {url.command && operator && (
        <CommandMany filters={filters} chosen={chosen} known={list.items} onClose={() => setUrl({ command: '' })} />
      )}
      {url.add && operator && <AddStation onClose={() => setUrl({ add: '' })} />}
    </>
  );
}
