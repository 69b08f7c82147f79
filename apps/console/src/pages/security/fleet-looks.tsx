import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FleetMove } from '../../api.ts';
import { ToneBadge } from '../../components/status-badge.tsx';
import { moveLooks } from '../station/security/move-looks.ts';

/** From the best down. */
export const profilesDown = [3, 2, 1, 0] as const;
/** In the order of the bar: what is through, what went wrong, what is under way, what is to come. */
export const moveOrder = ['done', 'failed', 'running', 'cancelled', 'queued'] as const;

/** Where a move of many stands as a whole. */
export function FleetBadge({ fleet: { finished, cancelledAt, byStatus, total } }: { fleet: FleetMove }) {
  const { t } = useTranslation('security');
  const made = byStatus.done ?? 0;
  const state = !finished ? 'running' : made === total ? 'done' : cancelledAt !== null ? 'cancelled' : 'partly';
  const look = state === 'partly' ? moveLooks.failed : moveLooks[state];
  return <ToneBadge {...look}>{t(`security:fleet.is.${state}`)}</ToneBadge>;
}

/** All stations of it as one bar, said in words as well. */
export function FleetBar({ fleet: { byStatus, total }, size }: { fleet: FleetMove; size: number }) {
  const { t } = useTranslation('security');
  return (
    <div style={{ minWidth: 160 }}>
      <Progress.Root size={size} aria-hidden>
        {moveOrder
          .filter((status) => status !== 'queued' && (byStatus[status] ?? 0) > 0)
          .map((status) => (
            <Progress.Section
              key={status}
              value={(100 * (byStatus[status] ?? 0)) / Math.max(1, total)}
              color={`var(--sm-${moveLooks[status].tone})`}
              withAria={false}
            />
          ))}
      </Progress.Root>
      <span style={{ fontSize: 13.5 }}>{t('security:fleet.doneOf', { done: byStatus.done ?? 0, count: total })}</span>
    </div>
  );
}
