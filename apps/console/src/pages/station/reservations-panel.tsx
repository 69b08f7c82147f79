import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClockPlus, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation, Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { Money, RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { holder, isOpen, useReservations } from './reservations.ts';
import classes from './station.module.css';
import type { CommandSender } from './use-command.ts';

const ReserveDialog = lazily(async () => (await import('./reserve-dialog.tsx')).ReserveDialog);

const ReservationBill = lazily(async () => (await import('./reservation-bill.tsx')).ReservationBill);

const looks: Readonly<Record<Reservation['status'], Pick<Parameters<typeof ToneBadge>[0], 'tone' | 'shape'>>> = {
  pending: { tone: 'wait', shape: 'question' },
  active: { tone: 'soon', shape: 'flag' },
  used: { tone: 'free', shape: 'check' },
  expired: { tone: 'away', shape: 'bar' },
  cancelled: { tone: 'away', shape: 'bar' },
  removed: { tone: 'broken', shape: 'cross' },
  noTransaction: { tone: 'away', shape: 'bar' },
  refused: { tone: 'broken', shape: 'cross' },
};

/** Which plugs are kept for whom, and what became of the last ones. */
export function ReservationsPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('reservations');
  const operator = useMay('operator');
  const [asking, ask] = useDisclosure(false);
  const [opened, open] = useState<Reservation | null>(null);
  const reservations = useReservations(station.id);
  if (reservations.length === 0) return null;
  const away = !station.connected || command.waiting;
  return (
    <section className={`sm-panel ${classes.box}`} aria-label={t('reservations:title')}>
      <div className={classes.boxHead}>
        <h2 className={classes.heading}>{t('reservations:title')}</h2>
        {operator && (
          <Button size="xs" variant="default" disabled={away} onClick={ask.open}>
            {t('reservations:reserve')}
          </Button>
        )}
      </div>
      <ul className={classes.log}>
        {[...reservations]
          .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.id - a.id)
          .map((reservation) => (
            <Row
              key={reservation.id}
              reservation={reservation}
              onOpen={() => open(reservation)}
              {...(operator && !away ? { command } : {})}
            />
          ))}
      </ul>
      {opened && <ReservationBill reservation={opened} onClose={() => open(null)} />}
      {asking && (
        <ReserveDialog
          station={station}
          evseId={0}
          onClose={ask.close}
          onReserve={(request) => {
            ask.close();
            command.send(request);
          }}
        />
      )}
    </section>
  );
}

function Row({ reservation, command, onOpen }: { reservation: Reservation; command?: CommandSender; onOpen: () => void }) {
  const { t } = useTranslation('reservations');
  const { id, status, reason, groupId, expiresAt, endedAt, sessionId, cost } = reservation;
  const later = () => new Date(Date.parse(expiresAt) + 1_800_000).toISOString();
  return (
    <li className={classes.frame}>
      <Group gap="sm" py={8} aria-label={t('reservations:moreFor', { id, who: holder(reservation) })}>
        <ToneBadge {...looks[status]} {...(reason ? { hint: reason } : {})}>
          {t(`reservations:status.${status}`)}
        </ToneBadge>
        <span className={classes.sentence}>
          <strong>{holder(reservation)}</strong> {groupId !== null && t('reservations:group', { group: groupId })} ·{' '}
          <Place reservation={reservation} />
        </span>
        <span className="sm-quiet">
          {t(endedAt === null ? 'reservations:ends' : 'reservations:ended')} <RelativeTime at={endedAt ?? expiresAt} />
        </span>
        {sessionId !== null && (
          <Link to="/sessions/$sessionId" params={{ sessionId: String(sessionId) } as never} className="sm-link">
            {t('reservations:session', { id: sessionId })}
          </Link>
        )}
        {(isOpen(reservation) || (cost !== null && status !== 'refused')) && (
          <Button size="compact-xs" variant="subtle" aria-label={t('reservations:cost.open', { id })} onClick={onOpen}>
            {cost === null ? t('reservations:cost.price') : <Money amount={cost.total} currency={cost.currency} />}
          </Button>
        )}
        {command && isOpen(reservation) && (
          <>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconClockPlus size={14} aria-hidden />}
              onClick={() => command.send({ verb: 'extendReservation', reservationId: id, expiresAt: later() })}
            >
              {t('reservations:extend')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => command.send({ verb: 'cancelReservation', reservationId: id })}
            >
              {t('reservations:cancel')}
            </Button>
          </>
        )}
      </Group>
    </li>
  );
}

function Place({ reservation: { evseId, connectorType } }: { reservation: Reservation }) {
  const { t } = useTranslation('reservations');
  if (evseId !== 0) return <>{t('station:plug', { name: evseId })}</>;
  return <>{connectorType === null ? t('reservations:any') : t('reservations:anyOfKind', { kind: connectorType })}</>;
}
