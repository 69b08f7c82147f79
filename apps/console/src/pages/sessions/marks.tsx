import type { SessionMark } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';
import { ToneBadge } from '../../components/status-badge.tsx';
import classes from './sessions.module.css';

/** Remarks that put the bill itself in question; the others only tell how the data came. */
const grave: ReadonlySet<SessionMark> = new Set([
  'stopMissing',
  'startMissing',
  'meterReset',
  'meterImplausible',
  'tokenRefused',
  'timeReversed',
]);

/** What is remarkable about a session, in words; the sentence on hover. `most`: how many before "+2". */
export function Marks({ marks, most = marks.length }: { marks: readonly SessionMark[]; most?: number }) {
  const { t } = useTranslation('sessions');
  const rest = marks.slice(most);
  if (marks.length === 0) return <span className="sm-quiet">–</span>;
  return (
    <span className={classes.marks}>
      {marks.slice(0, most).map((mark) => (
        <MarkBadge key={mark} mark={mark} />
      ))}
      {rest.length > 0 && (
        <span className="sm-quiet" title={rest.map((mark) => t(`sessions:mark.${mark}.name`)).join(', ')}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

export function MarkBadge({ mark }: { mark: SessionMark }) {
  const { t } = useTranslation('sessions');
  return (
    <ToneBadge
      tone={grave.has(mark) ? 'wait' : 'away'}
      shape={grave.has(mark) ? 'triangle' : 'flag'}
      hint={t(`sessions:mark.${mark}.text`)}
    >
      {t(`sessions:mark.${mark}.name`)}
    </ToneBadge>
  );
}
