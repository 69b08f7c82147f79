import { Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { FrameRow } from './frame-row.tsx';
import classes from './station.module.css';

const actions = [
  'Authorize',
  'BootNotification',
  'ChangeAvailability',
  'ChangeConfiguration',
  'DataTransfer',
  'GetBaseReport',
  'GetConfiguration',
  'GetVariables',
  'Heartbeat',
  'MeterValues',
  'NotifyEvent',
  'NotifyReport',
  'RemoteStartTransaction',
  'RemoteStopTransaction',
  'RequestStartTransaction',
  'RequestStopTransaction',
  'Reset',
  'SetVariables',
  'StartTransaction',
  'StatusNotification',
  'StopTransaction',
  'TransactionEvent',
  'TriggerMessage',
  'UnlockConnector',
];
const TAIL_MS = 2000;

/** What exactly was said, in plain words; live at the top until paused. */
export function MessagesTab({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const [url, setUrl] = useUrlState('action', 'direction', 'failed', 'text', 'pause', 'session');
  const filters = {
    ...(url.action ? { action: url.action } : {}),
    ...(url.text ? { search: url.text } : {}),
    ...(url.failed ? { failed: 'true' as const } : {}),
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
  const clear = () => setUrl({ action: '', direction: '', failed: '', text: '', session: '' });
  return (
    <>
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={url.text} onChange={(text) => setUrl({ text })} label={t('station:searchMessages')} />
        <Select
          aria-label={t('station:message')}
          placeholder={t('station:message')}
          value={url.action || null}
          onChange={(value) => setUrl({ action: value ?? '' })}
          data={actions}
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
        <Switch
          label={t('station:errorsOnly')}
          checked={url.failed !== ''}
          onChange={(event) => setUrl({ failed: event.currentTarget.checked ? 'true' : '' })}
        />
        <Button
          variant={url.pause ? 'filled' : 'default'}
          aria-pressed={url.pause !== ''}
          onClick={() => setUrl({ pause: url.pause ? '' : '1' })}
        >
          {t(url.pause ? 'station:resume' : 'station:pause')}
        </Button>
      </FilterBar>
      {older.error && <ErrorNote error={older.error} retry={older.refetch} />}
      {!older.loading && frames.length === 0 && (
        <div className="sm-panel">
          <EmptyState title={t('station:noMessages')} text={t(filtered ? 'station:noMessagesFiltered' : 'station:noMessagesText')} />
        </div>
      )}
      {frames.length > 0 && (
        <ul className={`sm-panel ${classes.log}`} aria-label={t('station:tab.messages')}>
          {frames.map((frame) => (
            <FrameRow key={frame.id} frame={frame} />
          ))}
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
