import { Button, Select } from '@mantine/core';
import { IconSteeringWheel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Driver } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';

/** `first`: the buttons that fill an empty list. */
export function DriversTab({ first }: { first: ReactNode }) {
  const { t } = useTranslation('drivers');
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState('search', 'groupId', 'companyId');
  const filters = {
    ...(url.search ? { search: url.search } : {}),
    ...(Number(url.groupId) > 0 ? { groupId: Number(url.groupId) } : {}),
    ...(Number(url.companyId) > 0 ? { companyId: Number(url.companyId) } : {}),
  };
  const list = useList(keys.drivers(filters), (cursor) =>
    api.listDrivers({ query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const groups = useQuery({ queryKey: keys.driverGroups, queryFn: () => api.listDriverGroups() });
  const companies = useQuery({ queryKey: keys.companies, queryFn: () => api.listCompanies() });
  const columns = useDriverColumns();
  const filtered = Object.keys(filters).length > 0;
  const clear = () => setUrl({ search: '', groupId: '', companyId: '' });
  const choices = (items: readonly { id: number; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <>
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={url.search} onChange={(search) => setUrl({ search })} label={t('drivers:search')} />
        <Select
          aria-label={t('drivers:anyGroup')}
          placeholder={t('drivers:anyGroup')}
          value={url.groupId || null}
          onChange={(groupId) => setUrl({ groupId: groupId ?? '' })}
          data={choices(groups.data?.items)}
          searchable
          clearable
        />
        <Select
          aria-label={t('drivers:anyCompany')}
          placeholder={t('drivers:anyCompany')}
          value={url.companyId || null}
          onChange={(companyId) => setUrl({ companyId: companyId ?? '' })}
          data={choices(companies.data?.items)}
          searchable
          clearable
        />
      </FilterBar>
      <DataTable<Driver>
        id="drivers"
        label={t('drivers:tab.drivers')}
        columns={columns}
        list={list}
        rowKey={(driver) => String(driver.id)}
        rowName={(driver) => driver.name}
        onOpen={(driver) => void navigate({ to: '/drivers/$driverId', params: { driverId: String(driver.id) } })}
        empty={
          filtered ? (
            <EmptyState
              title={t('drivers:noneFound')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconSteeringWheel size={24} stroke={1.6} />}
              title={t('drivers:none')}
              text={t('drivers:noneText')}
              action={first}
            />
          )
        }
      />
    </>
  );
}

function useDriverColumns(): Column<Driver>[] {
  const { t } = useTranslation('drivers');
  return useMemo(() => {
    const header = (key: string) => ({ key, header: t(`drivers:column.${key}`) });
    return [
      {
        ...header('name'),
        fixed: true,
        sort: (driver) => driver.name,
        cell: (driver) => (
          <Link to="/drivers/$driverId" params={{ driverId: String(driver.id) }} className="sm-link" style={{ fontWeight: 560 }}>
            {driver.name}
          </Link>
        ),
      },
      {
        ...header('state'),
        fixed: true,
        sort: (driver) => (driver.blocked ? 1 : 0),
        cell: (driver) => <DriverState blocked={driver.blocked} />,
      },
      { ...header('groups'), cell: (driver) => driver.groups.map(({ name }) => name).join(', ') || '–' },
      {
        ...header('company'),
        sort: (driver) => driver.company?.name ?? null,
        cell: (driver) => [driver.company?.name, driver.costCentre?.name].filter(Boolean).join(' · ') || '–',
      },
      {
        ...header('cards'),
        align: 'end',
        sort: (driver) => driver.cards,
        cell: (driver) => <span className="sm-num">{driver.cards}</span>,
      },
      {
        ...header('vehicles'),
        align: 'end',
        optional: true,
        sort: (driver) => driver.vehicles,
        cell: (driver) => <span className="sm-num">{driver.vehicles}</span>,
      },
      { ...header('email'), optional: true, sort: (driver) => driver.email || null, cell: (driver) => driver.email || '–' },
      { ...header('reference'), sort: (driver) => driver.reference, cell: (driver) => driver.reference ?? '–' },
      {
        ...header('created'),
        optional: true,
        align: 'end',
        sort: (driver) => Date.parse(driver.createdAt),
        cell: (driver) => <RelativeTime at={driver.createdAt} />,
      },
    ];
  }, [t]);
}

export function DriverState({ blocked }: { blocked: boolean }) {
  const { t } = useTranslation('drivers');
  return blocked ? (
    <ToneBadge tone="broken" shape="cross">
      {t('drivers:state.blocked')}
    </ToneBadge>
  ) : (
    <ToneBadge tone="free" shape="check">
      {t('drivers:state.free')}
    </ToneBadge>
  );
}
