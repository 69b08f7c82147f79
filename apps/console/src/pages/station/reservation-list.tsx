import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { Money, RelativeTime } from '../../components/quantity.tsx';
import classes from '../drivers/drivers.module.css';

const ReservationBill = lazily(async () => (await import('./reservation-bill.tsx')).ReservationBill);

/** Reservations of any stations; what one costs opens its bill. */
export function ReservationList({ reservations }: { reservations: readonly Reservation[] }) {
  const { t } = useTranslation('reservations');
  const [opened, open] = useState<Reservation | null>(null);
  return (
    <>
      <ul className={classes.list}>
        {reservations.map((reservation) => (
          <li key={reservation.id}>
            <span>
              <Link to="/stations/$stationId" params={{ stationId: reservation.stationId } as never} className="sm-link">
                {reservation.stationName || reservation.stationId}
              </Link>{' '}
              <span className="sm-quiet">
                <RelativeTime at={reservation.createdAt} /> · {t(`reservations:status.${reservation.status}`)}
              </span>
            </span>
            {reservation.cost && reservation.status !== 'refused' && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t('reservations:cost.open', { id: reservation.id })}
                onClick={() => open(reservation)}
              >
                <Money amount={reservation.cost.total} currency={reservation.cost.currency} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {opened && <ReservationBill reservation={opened} onClose={() => open(null)} />}
    </>
  );
}
