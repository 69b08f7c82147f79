import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Session } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { keys, useList } from '../../queries.ts';
import { FrameRow } from '../station/frame-row.tsx';
import { FrameDialog } from './frame-dialog.tsx';
import { ReadingsTable } from './readings-table.tsx';
import classes from './session.module.css';
import { SignedPanel } from './signed-panel.tsx';

/** What the bill rests on: meter values, messages, the stored session. */
export function Evidence({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const [opened, setOpened] = useState<number | null>(null);
  const { id, stationId } = session;
  const frames = useList(keys.frames(stationId, { sessionId: id }), (cursor) =>
    api.listFrames({ params: { stationId }, query: { sessionId: id, limit: 200, ...(cursor ? { cursor } : {}) } }),
  );
  return (
    <div className={classes.stack}>
      <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
        {t('sessions:evidence.text')}
      </p>
      <SignedPanel session={session} />
      <section>
        <h2 className={classes.heading}>{t('sessions:evidence.readings')}</h2>
        <ReadingsTable session={session} onFrame={setOpened} />
      </section>
      <section>
        <h2 className={classes.heading}>{t('sessions:evidence.messages')}</h2>
        {frames.error && <ErrorNote error={frames.error} retry={frames.refetch} />}
        {!frames.loading && !frames.error && frames.items.length === 0 && <p className="sm-quiet">{t('sessions:evidence.noMessages')}</p>}
        {frames.items.length > 0 && (
          <ul className={`sm-panel ${classes.log}`} aria-label={t('sessions:evidence.messages')}>
            {frames.items.map((frame) => (
              <FrameRow key={frame.id} frame={frame} />
            ))}
          </ul>
        )}
        {frames.hasMore && (
          <div className={classes.center}>
            <Button variant="default" loading={frames.loadingMore} onClick={frames.loadMore}>
              {t('sessions:evidence.more')}
            </Button>
          </div>
        )}
        <Anchor
          component={Link}
          to="/stations/$stationId"
          params={{ stationId } as never}
          search={{ tab: 'messages' } as never}
          fz={14}
          mt={8}
          display="inline-block"
        >
          {t('sessions:evidence.openLog')}
        </Anchor>
      </section>
      <details className={classes.raw}>
        <summary>{t('sessions:evidence.raw')}</summary>
        <JsonView text={JSON.stringify(session)} />
      </details>
      {opened !== null && <FrameDialog id={opened} frames={frames} onClose={() => setOpened(null)} />}
    </div>
  );
}
