import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';
import { ReservationList } from '../station/reservation-list.tsx';

const shown = 20;

/** The last reservations of a driver, with what those cost that no session came of; nothing where there is none. */
export function ReservationsPanel({ driverId }: { driverId: number }) {
  const { t } = useTranslation('reservations');
  const { data } = useQuery({
    queryKey: keys.reservations({ driverId, shown }),
    queryFn: () => api.listReservations({ query: { driverId, limit: shown } }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="reservations">
      <h2 id="reservations" style={{ margin: 0, fontSize: 16 }}>
        {t('reservations:title')}
      </h2>
      <ReservationList reservations={data.items} />
    </section>
  );
}
