import { useTranslation } from 'react-i18next';
import type { StationEvent } from '../api.ts';
import { RelativeTime } from './quantity.tsx';
import { ToneBadge } from './status-badge.tsx';

/** OCPP severity from which on an event only tells: notice, information, debugging. */
const notice = 7;

/** Somebody should look: it is neither over nor seen by anybody, and more than a notice. */
export function isOpenEvent({ cleared, clearedAt, acknowledgedAt, severity }: StationEvent): boolean {
  return !cleared && clearedAt === null && acknowledgedAt === null && (severity === null || severity < notice);
}

/** Whether it still holds, and who has taken note of it. */
export function EventState({ event }: { event: StationEvent }) {
  const { t } = useTranslation('events');
  const { cleared, clearedAt, acknowledgedAt, acknowledgedBy } = event;
  const seen = acknowledgedBy && (
    <span className="sm-quiet" title={acknowledgedAt ?? ''}>
      {t('events:seenBy', { name: acknowledgedBy })}
    </span>
  );
  if (cleared || clearedAt !== null)
    return (
      <>
        <ToneBadge tone="free" shape="check">
          {t('events:over')}
        </ToneBadge>{' '}
        {clearedAt !== null && <RelativeTime at={clearedAt} />} {seen}
      </>
    );
  if (acknowledgedAt !== null)
    return (
      <>
        <ToneBadge tone="away" shape="check">
          {t('events:seen')}
        </ToneBadge>{' '}
        {seen}
      </>
    );
  if (!isOpenEvent(event)) return <span className="sm-quiet">{t('events:told')}</span>;
  return (
    <ToneBadge tone="wait" shape="ring">
      {t('events:isOpen')}
    </ToneBadge>
  );
}
