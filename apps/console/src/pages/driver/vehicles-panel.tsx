import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Vehicle } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { energy } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';

const VehicleForm = lazily(async () => (await import('./vehicle-form.tsx')).VehicleForm);

export function VehiclesPanel({ driverId }: { driverId: number }) {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  const operator = useMay('operator');
  const [editing, setEditing] = useState<Vehicle | 'new' | null>(null);
  const { data } = useQuery({ queryKey: keys.vehicles(driverId), queryFn: () => api.listVehicles({ params: { driverId } }) });
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="vehicles">
      <div className={classes.panelHead}>
        <h2 id="vehicles" style={{ margin: 0, fontSize: 16 }}>
          {t('drivers:vehicles.title')}
        </h2>
        {operator && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
            {t('drivers:vehicles.add')}
          </Button>
        )}
      </div>
      {data === undefined && <Skeleton height={32} />}
      {data?.items.length === 0 && <span className="sm-quiet">{t('drivers:vehicles.none')}</span>}
      <ul className={classes.list}>
        {data?.items.map((vehicle) => (
          <li key={vehicle.id}>
            <span>
              <strong>{[vehicle.make, vehicle.model].filter(Boolean).join(' ') || vehicle.plate || vehicle.evccId}</strong>{' '}
              <span className="sm-quiet">
                {[vehicle.plate, vehicle.batteryWh === null ? '' : energy(vehicle.batteryWh, locale)].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className={classes.row} style={{ alignItems: 'center' }}>
              {vehicle.autocharge && (
                <ToneBadge tone="free" shape="check">
                  {t('drivers:vehicles.autocharge')}
                </ToneBadge>
              )}
              {operator && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => setEditing(vehicle)}
                  aria-label={`${t('common:edit')}: ${vehicle.plate || vehicle.make}`}
                >
                  {t('common:edit')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {editing && <VehicleForm driverId={driverId} {...(editing === 'new' ? {} : { vehicle: editing })} onClose={() => setEditing(null)} />}
    </section>
  );
}
