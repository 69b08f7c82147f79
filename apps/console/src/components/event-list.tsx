import { Button, SegmentedControl, Select } from '@mantine/core';
import { stationEventKinds } from '@stationmaster/contract';
import { IconBell, IconChecks } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type StationEvent } from '../api.ts';
import { useMay } from '../me.ts';
import { notifications } from '../notices.tsx';
import { keys, useList } from '../queries.ts';
import { useUrlState } from '../url.ts';
import { DataTable } from './data-table.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorNote } from './error-note.tsx';
import { useEventColumns } from './event-columns.tsx';
import { isOpenEvent } from './event-state.tsx';
import { FilterBar, SearchField } from './filter-bar.tsx';
import { lazily } from './lazily.tsx';
import { severities } from './severity.tsx';

const EventDialog = lazily(async () => (await import('./event-dialog.tsx')).EventDialog);

/** Alarms and events of the network, or of one station, maybe of one kind: what is wrong, since when, and whether somebody has seen it. */
export function EventList({ stationId, kind: only }: { stationId?: string; kind?: StationEvent['kind'] }) {
  const { t } = useTranslation('events');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('text', 'kind', 'severity', 'state');
  const [opened, open] = useState<StationEvent | null>(null);
  const query = {
    ...(stationId === undefined ? {} : { stationId }),
    ...(url.text ? { search: url.text } : {}),
    ...(url.severity ? { severity: Number(url.severity) } : {}),
    ...(url.state === 'all' ? {} : { open: 'true' as const }),
  };
  const kind = only ?? stationEventKinds.find((one) => one === url.kind);
  const filters = { ...query, ...(kind === undefined ? {} : { kind }) };
  const list = useList(keys.events(filters), (cursor) =>
    api.listStationEvents({ query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const columns = useEventColumns(stationId === undefined);
  const note = useMutation({
    mutationFn: (events: readonly StationEvent[]) => api.acknowledgeStationEvents({ body: { ids: events.map(({ id }) => id) } }),
    onSuccess: ({ acknowledged }) => {
      notifications.show({ message: t('events:noted', { count: acknowledged }) });
      open(null);
      return cache.invalidateQueries({ queryKey: ['events'] });
    },
  });
  const unseen = list.items.filter(isOpenEvent).slice(0, 500);
  const filtered = url.text !== '' || url.kind !== '' || url.severity !== '';
  return (
    <>
      <FilterBar active={filtered} onClear={() => setUrl({ text: '', kind: '', severity: '' })}>
        <SegmentedControl
          aria-label={t('events:show')}
          value={url.state === 'all' ? 'all' : ''}
          onChange={(state) => setUrl({ state })}
          data={[
            { value: '', label: t('events:showOpen') },
            { value: 'all', label: t('events:showAll') },
          ]}
        />
        <SearchField value={url.text} onChange={(text) => setUrl({ text })} label={t('events:search')} />
        <Select
          aria-label={t('events:atLeast')}
          placeholder={t('events:atLeast')}
          value={url.severity || null}
          onChange={(value) => setUrl({ severity: value ?? '' })}
          data={severities.map((value) => ({ value, label: t('events:orWorse', { severity: t(`events:severity.${value}`) }) }))}
          clearable
        />
        {only === undefined && (
          <Select
            aria-label={t('events:kindOf')}
            placeholder={t('events:kindOf')}
            value={url.kind || null}
            onChange={(value) => setUrl({ kind: value ?? '' })}
            data={stationEventKinds.map((value) => ({ value, label: t(`events:kind.${value}`, { defaultValue: value }) }))}
            clearable
          />
        )}
      </FilterBar>
      {note.error && <ErrorNote error={note.error} />}
      <DataTable<StationEvent>
        id={stationId === undefined ? 'events' : 'station-events'}
        label={t('events:title')}
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        onOpen={open}
        rowName={(event) => t('events:open', { what: event.variable || event.type, station: event.stationId })}
        tools={
          operator &&
          unseen.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              loading={note.isPending}
              leftSection={<IconChecks size={15} aria-hidden />}
              onClick={() => note.mutate(unseen)}
            >
              {t('events:noteAll', { count: unseen.length })}
            </Button>
          )
        }
        empty={
          <EmptyState
            icon={<IconBell size={24} stroke={1.6} />}
            title={t(filtered || url.state === 'all' ? 'events:noneFound' : 'events:none')}
            {...(filtered || url.state === 'all' ? {} : { text: t('events:noneText') })}
          />
        }
      />
      {opened && (
        <EventDialog
          event={opened}
          onClose={() => open(null)}
          {...(operator && isOpenEvent(opened) ? { onNote: () => note.mutate([opened]), busy: note.isPending } : {})}
        />
      )}
    </>
  );
}
