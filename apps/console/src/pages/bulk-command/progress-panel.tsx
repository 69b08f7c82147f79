import type { StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { BulkCommand } from '../../api.ts';
import { ToneBadge } from '../../components/status-badge.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useUrlState } from '../../url.ts';
import { commandLook } from '../station/command-outcome.tsx';
import classes from './bulk-command.module.css';
import { parts } from './progress.ts';
import { ProgressBar } from './progress-bar.tsx';
import { useProgressWords } from './progress-words.ts';

/** How far it is, as a bar and in words; pressing a status shows only its stations. */
export function ProgressPanel({ bulk }: { bulk: BulkCommand }) {
  const { t } = useTranslation('commands');
  const words = useProgressWords();
  const locale = useLocale();
  const [url, setUrl] = useUrlState('status');
  const { byStatus, requestedAt, waitSeconds } = bulk;
  return (
    <section className={`sm-panel ${classes.panel}`} aria-label={t('commands:progress.label')}>
      <p className={`sm-num ${classes.sum}`} role="status" style={{ whiteSpace: 'normal' }}>
        {words(bulk)}
      </p>
      <ProgressBar bulk={bulk} size={14} />
      <div className={classes.statuses}>
        {parts(bulk).map(({ status, count }) => {
          const look = commandLook(status);
          const name = t(`commands:status.${status}`);
          const chosen = url.status === status;
          return (
            <button
              key={status}
              type="button"
              className={classes.status}
              aria-pressed={chosen}
              aria-label={t('commands:progress.filter', { status: name, count })}
              onClick={() => setUrl({ status: chosen ? '' : status })}
            >
              <ToneBadge tone={look.tone as StatusTone} shape={look.shape}>
                {name}
              </ToneBadge>
              <span className="sm-num">{count}</span>
            </button>
          );
        })}
      </div>
      {waitSeconds !== null && byStatus.waiting !== undefined && (
        <p className={`sm-quiet ${classes.until}`}>
          {t('commands:one.until', { time: exact(Date.parse(requestedAt) + waitSeconds * 1000, locale) })}
        </p>
      )}
    </section>
  );
}
