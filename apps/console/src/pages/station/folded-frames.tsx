import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ToneBadge } from '../../components/status-badge.tsx';
import { clock, exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import type { Fold } from './fold-frames.ts';
import { FrameRow } from './frame-row.tsx';
import classes from './station.module.css';

/** The messages of one session or command under one head, shown when it is opened. */
export function FoldedFrames({ fold: { by, id, frames } }: { fold: Fold }) {
  const { t } = useTranslation('messages');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const [newest, oldest] = [frames[0], frames.at(-1)];
  if (newest === undefined || oldest === undefined) return null;
  const failures = frames.filter(({ outcome }) => outcome !== 'result').length;
  const action = frames.findLast(({ direction }) => direction === 'out')?.action ?? oldest.action;
  return (
    <li className={classes.frame}>
      <button type="button" className={classes.frameHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} aria-hidden className={classes.turn} data-open={open || undefined} />
        <time className={`sm-num sm-quiet ${classes.frameTime}`} dateTime={oldest.at} title={exact(Date.parse(oldest.at), locale)}>
          {clock(Date.parse(oldest.at), locale, true)} – {clock(Date.parse(newest.at), locale, true)}
        </time>
        <span className={classes.sentence}>
          <strong>{t(`messages:${by}`, { id, action })}</strong>{' '}
          <span className="sm-quiet">{t('messages:count', { count: frames.length })}</span>
        </span>
        {failures > 0 && (
          <ToneBadge tone="broken" shape="triangle">
            {t('messages:failures', { count: failures })}
          </ToneBadge>
        )}
      </button>
      {open && (
        <div className={classes.folded}>
          {by === 'session' && (
            <Link to="/sessions/$sessionId" params={{ sessionId: String(id) }} className="sm-link">
              {t('messages:session', { id })}
            </Link>
          )}
          <ul className={classes.log}>
            {frames.map((frame) => (
              <FrameRow key={frame.id} frame={frame} />
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}
