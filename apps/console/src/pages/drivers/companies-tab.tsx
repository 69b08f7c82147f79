import { IconBuilding } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Company } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { keys, useList } from '../../queries.ts';
import { useLimitText } from './spending-panel.tsx';

/** Who pays for drivers. */
export function CompaniesTab({ first }: { first: ReactNode }) {
  const { t } = useTranslation('drivers');
  const navigate = useNavigate();
  const list = useList([...keys.companies, 'table'], async () => ({ ...(await api.listCompanies()), next: null }));
  const limitText = useLimitText();
  const columns = useMemo((): Column<Company>[] => {
    const header = (key: string) => ({ key, header: t(`drivers:column.${key}`) });
    return [
      {
        ...header('name'),
        fixed: true,
        sort: (company) => company.name,
        cell: (company) => (
          <Link to="/companies/$companyId" params={{ companyId: String(company.id) }} className="sm-link" style={{ fontWeight: 560 }}>
            {company.name}
          </Link>
        ),
      },
      { ...header('costCentres'), cell: (company) => company.costCentres.map(({ name }) => name).join(', ') || '–' },
      { ...header('limits'), cell: (company) => company.limits.map(limitText).join(', ') || '–' },
      {
        ...header('drivers'),
        align: 'end',
        sort: (company) => company.drivers,
        cell: (company) => <span className="sm-num">{company.drivers}</span>,
      },
      { ...header('reference'), optional: true, sort: (company) => company.reference, cell: (company) => company.reference ?? '–' },
    ];
  }, [t, limitText]);
  return (
    <DataTable<Company>
      id="companies"
      label={t('drivers:tab.companies')}
      columns={columns}
      list={list}
      rowKey={(company) => String(company.id)}
      rowName={(company) => company.name}
      onOpen={(company) => void navigate({ to: '/companies/$companyId', params: { companyId: String(company.id) } })}
      empty={
        <EmptyState
          icon={<IconBuilding size={24} stroke={1.6} />}
          title={t('drivers:companies.none')}
          text={t('drivers:companies.noneText')}
          action={first}
        />
      }
    />
  );
}
