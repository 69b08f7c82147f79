import { Loader, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Frame } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import type { List } from '../../queries.ts';
import classes from './session.module.css';

/** The message a reading came in. Older pages of the session's log are fetched until it is found. */
export function FrameDialog({ id, frames, onClose }: { id: number; frames: List<Frame>; onClose: () => void }) {
  const { t, i18n } = useTranslation('sessions');
  const locale = useLocale();
  const frame = frames.items.find((entry) => entry.id === id);
  const searching = !frame && (frames.loading || frames.loadingMore || frames.hasMore) && !frames.error;
  useEffect(() => {
    if (!frame && frames.hasMore && !frames.loadingMore) frames.loadMore();
  }, [frame, frames.hasMore, frames.loadingMore, frames.loadMore]);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('sessions:evidence.frameTitle', { id })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {searching && <Loader size="sm" aria-label={t('common:loading')} />}
      {frames.error && <ErrorNote error={frames.error} retry={frames.refetch} />}
      {!frame && !searching && !frames.error && <p className="sm-quiet">{t('sessions:evidence.notLoaded')}</p>}
      {frame && (
        <>
          <p className="sm-quiet" style={{ margin: 0 }}>
            {exact(Date.parse(frame.at), locale)} ·{' '}
            {t(frame.direction === 'in' ? 'sessions:evidence.fromStation' : 'sessions:evidence.toStation')} ·{' '}
            <span className="sm-mono">{frame.action}</span>
          </p>
          <p style={{ lineHeight: 1.5 }}>
            {i18n.exists(`frames:${frame.explained.key}`) ? t(`frames:${frame.explained.key}`, frame.explained.values) : frame.action}
          </p>
          <h3 className={classes.part}>{t('sessions:evidence.request')}</h3>
          <JsonView text={frame.request} />
          <h3 className={classes.part}>{t('sessions:evidence.answer')}</h3>
          {frame.answer ? <JsonView text={frame.answer} /> : <p className="sm-quiet">{t('sessions:evidence.noAnswer')}</p>}
          {frame.repairs && frame.repairs.length > 0 && <p>{t('sessions:evidence.repaired', { repairs: frame.repairs.join('; ') })}</p>}
        </>
      )}
    </Modal>
  );
}
