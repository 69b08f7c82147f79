import type { RunStatus } from '@stationmaster/domain';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import { ToneBadge } from '../../components/status-badge.tsx';

const looks: Readonly<Record<RunStatus, { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  running: { tone: 'busy', shape: 'bolt' },
  healed: { tone: 'free', shape: 'check' },
  gaveUp: { tone: 'broken', shape: 'flag' },
  stopped: { tone: 'closed', shape: 'bar' },
};

/** How a recipe's run stands, and why. */
export function RunBadge({ status, reason }: { status: RunStatus; reason: string }) {
  const { t } = useTranslation('alerts');
  const why = status === 'stopped' ? reason : reason === '' ? '' : t(`alerts:book.reason.${reason}`, { defaultValue: reason });
  return (
    <>
      <ToneBadge {...looks[status]}>{t(`alerts:book.status.${status}`)}</ToneBadge> {why && <span className="sm-quiet">{why}</span>}
    </>
  );
}
