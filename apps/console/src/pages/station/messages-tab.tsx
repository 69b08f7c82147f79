import { Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { frameOutcomes } from '@stationmaster/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { foldFrames, folds } from './fold-frames.ts';
import { FoldedFrames } from './folded-frames.tsx';
import { FrameRow } from './frame-row.tsx';
import { actionsOf } from './frame-words.ts';
import { SaveMessages } from './save-messages.tsx';
import classes from './station.module.css';

const TAIL_MS = 2000;
const outcomes = ['failed', ...frameOutcomes] as const;

/** What exactly was said, in plain words; live at the top until paused. */
export function MessagesTab({ station }: { station: Station }) {
  const { t, i18n } = useTranslation('station');
  const [url, setUrl] = useUrlState('action', 'direction', 'failed', 'outcome', 'repaired', 'text', 'pause', 'session', 'fold');
  const outcome = frameOutcomes.find((one) => one === url.outcome);
  const by = folds.find((one) => one === url.fold) ?? 'none';
  const filters = {
    ...(url.action ? { action: url.action } : {}),
    ...(url.text ? { search: url.text } : {}),
    ...(url.failed ? { failed: 'true' as const } : {}),
    ...(outcome === undefined ? {} : { outcome }),
    ...(url.repaired ? { repaired: 'true' as const } : {}),
    ...(url.direction === 'in' || url.direction === 'out' ? { direction: url.direction as 'in' | 'out' } : {}),
    ...(url.session ? { sessionId: Number(url.session) } : {}),
  };
  const params = { stationId: station.id };
  const older = useList(keys.frames(station.id, { ...filters, older: true }), (cursor) =>
    api.listFrames({ params, query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const tail = useQuery({
    queryKey: keys.frames(station.id, { ...filters, tail: true }),
    queryFn: () => api.listFrames({ params, query: { ...filters, limit: 100 } }),
    refetchInterval: TAIL_MS,
    enabled: !url.pause,
  });
  const known = new Set(tail.data?.items.map((frame) => frame.id));
  const frames = [...(tail.data?.items ?? []), ...older.items.filter((frame) => !known.has(frame.id))];
  const filtered = Object.keys(filters).length > 0;
  const clear = () => setUrl({ action: '', direction: '', failed: '', outcome: '', repaired: '', text: '', session: '' });
  return (
    <>
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={url.text} onChange={(text) => setUrl({ text })} label={t('station:searchMessages')} />
        <Select
          aria-label={t('station:message')}
          placeholder={t('station:message')}
          value={url.action || null}
          onChange={(value) => setUrl({ action: value ?? '' })}
          data={actionsOf(i18n.getResourceBundle(i18n.language, 'frames'))}
          searchable
          clearable
        />
        <SegmentedControl
          size="sm"
          aria-label={t('station:direction')}
          value={url.direction || 'both'}
          onChange={(value) => setUrl({ direction: value === 'both' ? '' : value })}
          data={['both', 'in', 'out'].map((value) => ({ value, label: t(`station:way.${value}`) }))}
        />
        <Select
          aria-label={t('messages:outcome')}
          placeholder={t('messages:outcome')}
          value={url.failed ? 'failed' : (outcome ?? null)}
          onChange={(value) => setUrl(value === 'failed' ? { failed: 'true', outcome: '' } : { failed: '', outcome: value ?? '' })}
          data={outcomes.map((value) => ({ value, label: t(`messages:outcomes.${value}`) }))}
          clearable
        />
        <Switch
          label={t('messages:repairedOnly')}
          checked={url.repaired !== ''}
          onChange={(event) => setUrl({ repaired: event.currentTarget.checked ? 'true' : '' })}
        />
        <Select
          aria-label={t('messages:fold')}
          value={by}
          onChange={(value) => setUrl({ fold: value === 'none' ? '' : (value ?? '') })}
          data={folds.map((value) => ({ value, label: t(`messages:folds.${value}`) }))}
          allowDeselect={false}
        />
        <Button
          variant={url.pause ? 'filled' : 'default'}
          aria-pressed={url.pause !== ''}
          onClick={() => setUrl({ pause: url.pause ? '' : '1' })}
        >
          {t(url.pause ? 'station:resume' : 'station:pause')}
        </Button>
        <SaveMessages stationId={station.id} filters={filters} />
      </FilterBar>
      {older.error && <ErrorNote error={older.error} retry={older.refetch} />}
      {!older.loading && frames.length === 0 && (
        <div className="sm-panel">
          <EmptyState title={t('station:noMessages')} text={t(filtered ? 'station:noMessagesFiltered' : 'station:noMessagesText')} />
        </div>
      )}
      {frames.length > 0 && (
        <ul className={`sm-panel ${classes.log}`} aria-label={t('station:tab.messages')}>
          {foldFrames(frames, by).map((row) =>
            'frames' in row ? <FoldedFrames key={`${row.by}${row.id}`} fold={row} /> : <FrameRow key={row.id} frame={row} />,
          )}
        </ul>
      )}
      {older.hasMore && (
        <div className={classes.center}>
          <Button variant="default" loading={older.loadingMore} onClick={older.loadMore}>
            {t('common:table.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
