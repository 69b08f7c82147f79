import { Anchor, Button, Group, Stack } from '@mantine/core';
import { IconArrowLeft, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Company } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';
import { SpendingPanel } from '../drivers/spending-panel.tsx';
import { useDriversChanged } from '../drivers/use-drivers-changed.ts';
import { CentresPanel } from './centres-panel.tsx';

const CompanyForm = lazily(async () => (await import('../drivers/company-form.tsx')).CompanyForm);
const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

/** One company: its cost centres, its limits, what its drivers charged. */
export default function CompanyPage() {
  const { t } = useTranslation('drivers');
  const { companyId } = useParams({ strict: false }) as { companyId: string };
  const id = Number(companyId);
  const { data: company, error } = useQuery({ queryKey: keys.company(id), queryFn: () => api.getCompany({ params: { companyId: id } }) });
  const spending = useQuery({ queryKey: keys.spending('company', id), queryFn: () => api.companySpending({ params: { companyId: id } }) });
  if (error)
    return (
      <>
        <PageHeader name={t('drivers:tab.companies')} />
        <ErrorNote error={error} />
      </>
    );
  if (company === undefined) return <PageSkeleton />;
  const facts = [
    [t('drivers:form.address'), company.address],
    [t('drivers:form.email'), company.email],
    [t('drivers:form.vatNumber'), company.vatNumber],
    [t('drivers:form.reference'), company.reference],
    [t('drivers:form.note'), company.note],
  ].filter(([, value]) => value);
  return (
    <Stack gap="lg">
      <div>
        <Anchor component={Link} to="/drivers" search={{ tab: 'companies' } as never} fz="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={14} aria-hidden />
            {t('drivers:tab.companies')}
          </Group>
        </Anchor>
        <PageHeader
          name={company.name}
          text={
            <Link to="/drivers" search={{ companyId: String(id) } as never} className="sm-link">
              {t('drivers:groups.members', { count: company.drivers })}
            </Link>
          }
          actions={<Actions company={company} />}
        />
      </div>
      {facts.length > 0 && (
        <section className={`sm-panel ${classes.panel}`} aria-label={t('drivers:one.facts')}>
          <dl className={classes.facts}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd style={{ whiteSpace: 'pre-line' }}>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <div className={classes.panels}>
        <CentresPanel company={company} />
        <SpendingPanel spending={spending.data} />
      </div>
    </Stack>
  );
}

function Actions({ company }: { company: Company }) {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const changed = useDriversChanged();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.deleteCompany({ params: { companyId: company.id } }),
    onSuccess: async () => {
      close();
      await navigate({ to: '/drivers', search: { tab: 'companies' } as never });
      await changed();
    },
  });
  if (!operator) return null;
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('remove')}>
        {t('drivers:remove')}
      </Button>
      <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>
        {t('common:edit')}
      </Button>
      {open === 'edit' && <CompanyForm company={company} onClose={close} />}
      {open === 'remove' && (
        <ConfirmDanger
          title={t('drivers:companies.removeTitle', { name: company.name })}
          consequence={t('drivers:companies.removeText')}
          action={t('drivers:remove')}
          onConfirm={() => remove.mutate()}
          onClose={close}
          busy={remove.isPending}
          error={remove.error}
        />
      )}
    </>
  );
}
