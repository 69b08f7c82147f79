import { Button, Select, TextInput } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { type PlacePrice, usePlaceColumns } from './columns.tsx';
import { placeQuery } from './place-query.ts';
import classes from './price-map.module.css';
import { Summary } from './summary.tsx';

const filterNames = ['search', 'siteId', 'tariffId', 'unpriced', 'at'] as const;
const noFilters = { search: '', siteId: '', tariffId: '', unpriced: '', at: '' };

/** Which price holds where, now or at another time, and why. Filtered and paged by the server, so that thousands of stations stay quick. */
export default function PriceMapPage() {
  const { t } = useTranslation('price-map');
  const navigate = useNavigate();
  const [filters, setUrl] = useUrlState(...filterNames);
  const query = placeQuery(filters);
  const filtered = Object.values(filters).some(Boolean);
  const list = useList<PlacePrice>(keys.placePrices(query), (cursor) =>
    api.listPlacePrices({ query: { ...query, ...(cursor ? { cursor } : {}), limit: 200 } }),
  );
  const columns = usePlaceColumns(filters.at);
  const clear = () => setUrl(noFilters);
  const empty = (
    <EmptyState
      icon={<IconMapPin size={24} stroke={1.6} />}
      title={t(filtered ? 'price-map:noneFound' : 'price-map:none')}
      {...(filtered ? {} : { text: t('price-map:noneText') })}
      action={
        filtered ? (
          <Button variant="default" onClick={clear}>
            {t('common:filters.clear')}
          </Button>
        ) : (
          <Button component={Link} to="/stations" variant="default">
            {t('price-map:toStations')}
          </Button>
        )
      }
    />
  );
  return (
    <>
      <PageHeader name={t('price-map:title')} text={t('price-map:text')} />
      <Summary filters={filters} onChange={setUrl} />
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={filters.search} onChange={(search) => setUrl({ search })} label={t('price-map:search')} />
        <SiteSelect
          value={filters.siteId === '' ? null : Number(filters.siteId)}
          onChange={(id) => setUrl({ siteId: id === null ? '' : String(id) })}
          hideLabel
        />
        <PriceSelect filters={filters} onChange={setUrl} />
        <TextInput
          type="datetime-local"
          aria-label={t('price-map:at')}
          value={filters.at}
          onChange={(event) => setUrl({ at: event.currentTarget.value })}
        />
      </FilterBar>
      <DataTable<PlacePrice>
        id="price-map"
        label={t('price-map:title')}
        columns={columns}
        list={list}
        rowKey={({ stationId, evseId }) => `${stationId}/${evseId}`}
        rowName={({ stationId, stationName, evseId }) => t('price-map:rowName', { plug: evseId, station: stationName || stationId })}
        rowClass={({ tariffId }) => (tariffId === null ? (classes.hole ?? '') : '')}
        onOpen={({ stationId, evseId }) =>
          void navigate({
            to: '/price-map/$stationId',
            params: { stationId },
            search: { evse: String(evseId), at: filters.at } as never,
          })
        }
        empty={empty}
      />
    </>
  );
}

/** One of the tariffs, or none. */
function PriceSelect({
  filters: { tariffId, unpriced },
  onChange,
}: {
  filters: Pick<typeof noFilters, 'tariffId' | 'unpriced'>;
  onChange: (change: Partial<typeof noFilters>) => void;
}) {
  const { t } = useTranslation('price-map');
  const { data } = useQuery({ queryKey: keys.tariffs({ choice: true }), queryFn: () => api.listTariffs({ query: { limit: 500 } }) });
  const tariffs = (data?.items ?? []).filter(({ archived }) => !archived);
  return (
    <Select
      aria-label={t('price-map:price')}
      placeholder={t('price-map:anyPrice')}
      value={unpriced ? 'none' : tariffId || null}
      onChange={(chosen) => onChange({ unpriced: chosen === 'none' ? 'true' : '', tariffId: chosen === 'none' ? '' : (chosen ?? '') })}
      data={[{ value: 'none', label: t('price-map:unpriced') }, ...tariffs.map(({ id, name }) => ({ value: String(id), label: name }))]}
      searchable
      clearable
    />
  );
}
