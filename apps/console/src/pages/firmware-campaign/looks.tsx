import type { StatusLook } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignStation } from '../../api.ts';
import { ToneBadge } from '../../components/status-badge.tsx';

const campaignLooks: Readonly<Record<Campaign['state'], StatusLook>> = {
  running: { tone: 'busy', shape: 'bolt' },
  paused: { tone: 'wait', shape: 'pause' },
  stopped: { tone: 'broken', shape: 'triangle' },
  rollingBack: { tone: 'broken', shape: 'triangle' },
  finished: { tone: 'free', shape: 'check' },
  rolledBack: { tone: 'closed', shape: 'bar' },
  cancelled: { tone: 'away', shape: 'cross' },
};
export const updateLooks: Readonly<Record<CampaignStation['state'], StatusLook>> = {
  done: { tone: 'free', shape: 'check' },
  watching: { tone: 'soon', shape: 'flag' },
  following: { tone: 'busy', shape: 'bolt' },
  sending: { tone: 'busy', shape: 'bolt' },
  waiting: { tone: 'wait', shape: 'pause' },
  failed: { tone: 'broken', shape: 'triangle' },
  rolledBack: { tone: 'closed', shape: 'bar' },
  unchanged: { tone: 'closed', shape: 'bar' },
  skipped: { tone: 'away', shape: 'cross' },
  cancelled: { tone: 'away', shape: 'cross' },
};
/** In the order of the bar: what is through, what went wrong, what is under way, what is to come. */
export const updateOrder = [
  'done',
  'watching',
  'following',
  'sending',
  'failed',
  'rolledBack',
  'unchanged',
  'skipped',
  'cancelled',
  'waiting',
] as const;

export const keyOf = ({ id }: { id: number }): string => String(id);

export function StateBadge({ campaign: { state } }: { campaign: Pick<Campaign, 'state'> }) {
  const { t } = useTranslation('firmware');
  return (
    <ToneBadge tone={campaignLooks[state].tone} shape={campaignLooks[state].shape}>
      {t(`firmware:state.${state}`)}
    </ToneBadge>
  );
}

/** Why it waits or failed: our own words where we have them, else the station's. */
export function useReason(): (reason: string | null) => string {
  const { t, i18n } = useTranslation('firmware');
  return (reason) => {
    if (reason === null) return '';
    if (i18n.exists(`firmware:reason.${reason}`)) return t(`firmware:reason.${reason}`);
    return i18n.exists(`upkeep:status.${reason}`) ? t(`upkeep:status.${reason}`) : reason;
  };
}
