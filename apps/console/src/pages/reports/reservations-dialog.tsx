import { Modal, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { keys } from '../../queries.ts';
import { ReservationList } from '../station/reservation-list.tsx';
import type { ReservationsOpened } from './opens.ts';

const most = 100;

/** The reservations that a figure of a report counts, newest first. */
export function ReservationsDialog({ opened: { of, ...query }, onClose }: { opened: ReservationsOpened; onClose: () => void }) {
  const { t } = useTranslation('reports');
  const asked = { ...query, charged: 'true' as const, limit: most };
  const { data, error } = useQuery({ queryKey: keys.reservations(asked), queryFn: () => api.listReservations({ query: asked as never }) });
  return (
    <Modal
      opened
      onClose={onClose}
      title={of === undefined ? t('reports:reserved.title') : t('reports:reserved.titleOf', { of })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        {error && <ErrorNote error={error} />}
        {!data && !error && <Skeleton height={160} radius="md" />}
        {data && <ReservationList reservations={data.items} />}
        {data?.next && <p className="sm-quiet">{t('reports:reserved.newest', { count: most })}</p>}
      </Stack>
    </Modal>
  );
}
