import { Button, TextInput } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Reimbursement } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Energy, Money } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';

/** What drivers get back for charging at home, month by month. */
export function HomeTab() {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('month');
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(url.month) ? url.month : new Date().toISOString().slice(0, 7);
  const list = useList(keys.reimbursements(month), async () => ({ ...(await api.listReimbursements({ query: { month } })), next: null }));
  const columns = useMemo((): Column<Reimbursement>[] => {
    const header = (key: string) => ({ key, header: t(`drivers:column.${key}`) });
    return [
      {
        ...header('name'),
        fixed: true,
        sort: (row) => row.driverName,
        cell: (row) => (
          <Link to="/drivers/$driverId" params={{ driverId: String(row.driverId) }} className="sm-link" style={{ fontWeight: 560 }}>
            {row.driverName}
          </Link>
        ),
      },
      { ...header('company'), sort: (row) => row.companyName, cell: (row) => row.companyName ?? '–' },
      {
        ...header('station'),
        sort: (row) => row.stationId,
        cell: (row) => (
          <Link to="/stations/$stationId" params={{ stationId: row.stationId }} className="sm-link">
            {row.stationId}
          </Link>
        ),
      },
      { ...header('sessions'), align: 'end', sort: (row) => row.sessions, cell: (row) => <span className="sm-num">{row.sessions}</span> },
      { ...header('energy'), align: 'end', sort: (row) => row.energyWh, cell: (row) => <Energy wh={row.energyWh} /> },
      {
        ...header('perKwh'),
        align: 'end',
        sort: (row) => Number(row.perKwh),
        cell: (row) => <Money amount={row.perKwh} currency={row.currency} />,
      },
      {
        ...header('amount'),
        align: 'end',
        fixed: true,
        sort: (row) => Number(row.amount),
        cell: (row) => <Money amount={row.amount} currency={row.currency} />,
      },
    ];
  }, [t]);
  return (
    <>
      <FilterBar active={false} onClear={() => undefined}>
        <TextInput
          type="month"
          aria-label={t('drivers:home.month')}
          value={month}
          onChange={(event) => setUrl({ month: event.currentTarget.value })}
        />
        {operator && (
          <Button
            component="a"
            href={`${apiBase}/reimbursements.csv?month=${month}`}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('drivers:home.export')}
          </Button>
        )}
      </FilterBar>
      <DataTable<Reimbursement>
        id="reimbursements"
        label={t('drivers:tab.home')}
        columns={columns}
        list={list}
        rowKey={(row) => `${row.driverId} ${row.stationId} ${row.perKwh}`}
        rowName={(row) => row.driverName}
        empty={<EmptyState title={t('drivers:home.none')} text={t('drivers:home.noneText')} />}
      />
    </>
  );
}
