import { Modal, Skeleton, Stack } from '@mantine/core';
import type { Answer, Routes } from '@stationmaster/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Reservation } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { keys } from '../../queries.ts';
import { Lines } from '../session/bill.tsx';
import { Origin } from '../session/origin.tsx';
import { AheadView } from './reservation-price.tsx';
import { holder } from './reservations.ts';

type Bill = Answer<Routes['reservationBill']>;

/** What a reservation costs by itself, line by line; while it is kept, what it will cost. */
export function ReservationBill({ reservation, onClose }: { reservation: Reservation; onClose: () => void }) {
  const { t } = useTranslation('reservations');
  const { id, status, sessionId } = reservation;
  const { data, error } = useQuery({
    // What it would have cost is not shown again once it is over.
    queryKey: keys.reservations({ bill: id, status }),
    queryFn: () => api.reservationBill({ params: { reservationId: id } }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reservations:moreFor', { id, who: holder(reservation) })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        {error && <ErrorNote error={error} />}
        {!data && !error && <Skeleton height={160} radius="md" />}
        {data && <BillView bill={data} />}
        {data && sessionId !== null && (
          <Link to="/sessions/$sessionId" params={{ sessionId: String(sessionId) } as never} className="sm-link" onClick={onClose}>
            {t('reservations:session', { id: sessionId })}
          </Link>
        )}
      </Stack>
    </Modal>
  );
}

function BillView({ bill }: { bill: Bill }) {
  const { t } = useTranslation('reservations');
  const locale = useLocale();
  const { outcome, from, until, cost, tariff, ahead } = bill;
  const values = from && until ? { from: exact(Date.parse(from), locale), until: exact(Date.parse(until), locale) } : {};
  // One stretch, as a session's course has many: its times are said by the clock alone.
  const course = from && until ? [{ start: from, end: until, state: 'reserved' as const, energyWh: 0, powerW: 0 }] : [];
  return (
    <>
      <p style={{ margin: 0 }}>{t(`reservations:cost.outcome.${wordOf(bill)}`, values)}</p>
      {ahead && <AheadView {...ahead} />}
      {cost && cost.lines.length > 0 && (
        <Lines cost={cost} origin={(line) => <Origin line={line} bill={{ cost, tariff, course }} zone={null} />} />
      )}
      {tariff && (
        <p className="sm-quiet" style={{ margin: 0 }}>
          {t('bill:version', { name: tariff.name, version: tariff.version })}. {outcome !== 'used' && t('reservations:cost.frozen')}
        </p>
      )}
    </>
  );
}

function wordOf({ outcome, ahead }: Bill): NonNullable<Bill['outcome']> | 'open' | 'none' {
  return outcome ?? (ahead === null ? 'none' : 'open');
}
