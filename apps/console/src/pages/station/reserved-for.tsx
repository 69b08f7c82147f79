import { useTranslation } from 'react-i18next';
import { clock } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { holder, isOpen, useReservations } from './reservations.ts';

/** Whom a plug is kept for, while it is. */
export function ReservedFor({ stationId, evseId }: { stationId: string; evseId: number }) {
  const { t } = useTranslation('reservations');
  const locale = useLocale();
  const own = useReservations(stationId).find((reservation) => isOpen(reservation) && reservation.evseId === evseId);
  if (own === undefined) return null;
  return <p>{t('reservations:of', { who: holder(own), time: clock(Date.parse(own.expiresAt), locale) })}</p>;
}
