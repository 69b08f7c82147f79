import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import { StatusBadge, ToneBadge } from '../../components/status-badge.tsx';

/** Charging, paused or ended. The same words as on the plug; `chargingState` is what a 2.x station tells. */
export function SessionState({ session }: { session: Pick<Session, 'status' | 'powerW' | 'chargingState'> }) {
  const { t } = useTranslation('sessions');
  if (session.status === 'ended')
    return (
      <ToneBadge tone="closed" shape="check">
        {t('sessions:ended')}
      </ToneBadge>
    );
  return <StatusBadge status={statusOf(session)} />;
}

function statusOf({ chargingState, powerW }: Pick<Session, 'powerW' | 'chargingState'>): string {
  if (chargingState === 'SuspendedEV') return 'PausedByCar';
  if (chargingState === 'SuspendedEVSE') return 'PausedByStation';
  if (chargingState === 'EVConnected' || chargingState === 'Idle') return 'Preparing';
  return powerW === 0 ? 'PausedByCar' : 'Charging';
}
