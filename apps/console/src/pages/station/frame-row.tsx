import { IconArrowNarrowLeft, IconArrowNarrowRight, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Frame } from '../../api.ts';
import { JsonView } from '../../components/json-view.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { clock, exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './station.module.css';

const good: readonly string[] = ['result', 'accepted', 'ok', 'answered', 'pending'];

/** One exchange: who said what, in one sentence; opened, the raw words of both sides. */
export const FrameRow = memo(function FrameRow({ frame }: { frame: Frame }) {
  const { t, i18n } = useTranslation('station');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const at = Date.parse(frame.at);
  const sentence = i18n.exists(`frames:${frame.explained.key}`) ? t(`frames:${frame.explained.key}`, frame.explained.values) : frame.action;
  const Arrow = frame.direction === 'in' ? IconArrowNarrowRight : IconArrowNarrowLeft;
  return (
    <li className={classes.frame}>
      <button type="button" className={classes.frameHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} aria-hidden className={classes.turn} data-open={open || undefined} />
        <time className={`sm-num sm-quiet ${classes.frameTime}`} dateTime={frame.at} title={exact(at, locale)}>
          {clock(at, locale, true)}
        </time>
        <span className={classes.way} data-way={frame.direction} title={t(`station:from.${frame.direction}`)}>
          <Arrow size={18} role="img" aria-label={t(`station:from.${frame.direction}`)} />
        </span>
        <span className={classes.sentence}>{sentence}</span>
        {!good.includes(frame.outcome) && (
          <ToneBadge tone="broken" shape="triangle">
            {t(`station:frameOutcome.${frame.outcome}`, { defaultValue: frame.outcome })}
          </ToneBadge>
        )}
        {frame.repairs && frame.repairs.length > 0 && (
          <ToneBadge tone="wait" shape="flag">
            {t('station:repaired')}
          </ToneBadge>
        )}
        <span className={`sm-mono sm-quiet ${classes.action}`}>{frame.action}</span>
      </button>
      {open && <Opened frame={frame} />}
    </li>
  );
});

function Opened({ frame }: { frame: Frame }) {
  const { t } = useTranslation('station');
  const took = frame.answeredAt ? Date.parse(frame.answeredAt) - Date.parse(frame.at) : null;
  return (
    <div className={classes.opened}>
      <div className={classes.pair}>
        <div>
          <h3>{t('station:request')}</h3>
          <JsonView text={frame.request} />
        </div>
        <div>
          <h3>
            {t('station:answer')}
            {took !== null && <span className="sm-quiet"> {t('station:after', { ms: took })}</span>}
          </h3>
          {frame.answer ? <JsonView text={frame.answer} /> : <p className="sm-quiet">{t('station:noAnswer')}</p>}
        </div>
      </div>
      {frame.repairs && frame.repairs.length > 0 && (
        <ul className={classes.repairs} aria-label={t('station:repairs')}>
          {frame.repairs.map((name) => (
            <li key={name}>{t(`behaviour:deviation.${name}`, { defaultValue: name })}</li>
          ))}
        </ul>
      )}
      <p className="sm-quiet">
        <span className="sm-mono">{frame.messageId}</span>
        {frame.sessionId !== null && (
          <>
            {' '}
            ·{' '}
            <Link to="/sessions/$sessionId" params={{ sessionId: String(frame.sessionId) }}>
              {t('station:ofSession', { id: frame.sessionId })}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
