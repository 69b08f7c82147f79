import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconPencil, IconUserOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Driver } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';
import { DriverState } from '../drivers/drivers-tab.tsx';
import { SpendingPanel } from '../drivers/spending-panel.tsx';
import { useDriversChanged } from '../drivers/use-drivers-changed.ts';
import { useRightsWords } from '../drivers/use-rights-words.ts';
import { VouchersPanel } from '../drivers/vouchers-panel.tsx';
import { CardsPanel } from './cards-panel.tsx';
import { HomePanel } from './home-panel.tsx';
import { ReservationsPanel } from './reservations-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { VehiclesPanel } from './vehicles-panel.tsx';

const DriverForm = lazily(async () => (await import('../drivers/driver-form.tsx')).DriverForm);
const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

/** One driver: what they may do, with what they charge, what they spent. */
export default function DriverPage() {
  const { t } = useTranslation('drivers');
  const { driverId } = useParams({ strict: false }) as { driverId: string };
  const id = Number(driverId);
  const { data: driver, error } = useQuery({ queryKey: keys.driver(id), queryFn: () => api.getDriver({ params: { driverId: id } }) });
  const spending = useQuery({ queryKey: keys.spending('driver', id), queryFn: () => api.driverSpending({ params: { driverId: id } }) });
  if (error)
    return (
      <>
        <PageHeader name={t('drivers:title')} />
        <ErrorNote error={error} />
      </>
    );
  if (driver === undefined) return <PageSkeleton />;
  const isErased = driver.erasedAt !== null;
  return (
    <Stack gap="lg">
      <div>
        <Anchor component={Link} to="/drivers" fz="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={14} aria-hidden />
            {t('drivers:title')}
          </Group>
        </Anchor>
        <PageHeader
          name={isErased ? t('drivers:erased.name', { id }) : driver.name}
          text={isErased ? t('drivers:erased.text') : <DriverState blocked={driver.blocked} />}
          actions={!isErased && <Actions driver={driver} />}
        />
      </div>
      {!isErased && <Facts driver={driver} />}
      <div className={classes.panels}>
        {!isErased && <CardsPanel driver={driver} />}
        {!isErased && <VehiclesPanel driverId={id} />}
        <SpendingPanel spending={spending.data} />
        {!isErased && <HomePanel driverId={id} />}
        {!isErased && <VouchersPanel holder={{ driverId: id }} />}
      </div>
      <SessionsPanel driverId={id} />
      <ReservationsPanel driverId={id} />
    </Stack>
  );
}

function Facts({ driver }: { driver: Driver }) {
  const { t } = useTranslation('drivers');
  const words = useRightsWords();
  const groups = useQuery({ queryKey: keys.driverGroups, queryFn: () => api.listDriverGroups() });
  const mine = (groups.data?.items ?? []).filter(({ id }) => driver.groups.some((group) => group.id === id));
  const rights = mine.flatMap((group) => group.rights);
  return (
    <section className={`sm-panel ${classes.panel}`} aria-label={t('drivers:one.facts')}>
      <dl className={classes.facts}>
        <div>
          <dt>{t('drivers:column.groups')}</dt>
          <dd>{driver.groups.map(({ name }) => name).join(', ') || t('drivers:one.noGroups')}</dd>
        </div>
        <div>
          <dt>{t('drivers:column.company')}</dt>
          <dd>
            {driver.company ? (
              <Link to="/companies/$companyId" params={{ companyId: String(driver.company.id) }} className="sm-link">
                {[driver.company.name, driver.costCentre?.name].filter(Boolean).join(' · ')}
              </Link>
            ) : (
              t('drivers:form.privately')
            )}
          </dd>
        </div>
        <div>
          <dt>{t('drivers:column.email')}</dt>
          <dd>{driver.email || '–'}</dd>
        </div>
        <div>
          <dt>{t('drivers:column.reference')}</dt>
          <dd>{driver.reference ?? '–'}</dd>
        </div>
      </dl>
      <div>
        <div className="sm-quiet" style={{ fontSize: 12.5 }}>
          {t('drivers:rights.title')}
        </div>
        <ul className={classes.rights} style={{ marginTop: 4 }}>
          {groups.data === undefined && <Skeleton height={18} />}
          {groups.data !== undefined &&
            (rights.length === 0 ? [t('drivers:one.anywhere')] : words(rights)).map((sentence) => <li key={sentence}>{sentence}</li>)}
        </ul>
      </div>
      {driver.note && <span className="sm-quiet">{driver.note}</span>}
    </section>
  );
}

function Actions({ driver }: { driver: Driver }) {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const administrator = useMay('administrator');
  const [open, setOpen] = useState<'edit' | 'erase' | null>(null);
  const close = () => setOpen(null);
  const changed = useDriversChanged();
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: () => api.eraseDriver({ params: { driverId: driver.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('drivers:erased.done') });
      close();
      await navigate({ to: '/drivers' });
      await changed();
    },
  });
  return (
    <>
      {administrator && (
        <Button variant="subtle" color="red" leftSection={<IconUserOff size={16} aria-hidden />} onClick={() => setOpen('erase')}>
          {t('drivers:erased.erase')}
        </Button>
      )}
      {operator && (
        <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>
          {t('common:edit')}
        </Button>
      )}
      {open === 'edit' && <DriverForm driver={driver} onClose={close} />}
      {open === 'erase' && (
        <ConfirmDanger
          title={t('drivers:erased.title', { name: driver.name })}
          consequence={t('drivers:erased.consequence')}
          action={t('drivers:erased.erase')}
          typed={driver.name}
          onConfirm={() => erase.mutate()}
          onClose={close}
          busy={erase.isPending}
          error={erase.error}
        />
      )}
    </>
  );
}
