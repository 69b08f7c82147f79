import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconPlus, IconTool } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MaintenanceWindow } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { asList } from './as-list.ts';
import { WindowForm } from './window-form.tsx';

/** When work is done on stations. */
export function MaintenanceTab() {
  const { t } = useTranslation('alerts');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add', 'edit', 'show');
  const [ending, setEnding] = useState<MaintenanceWindow | null>(null);
  const state = url.show === 'past' ? 'past' : 'current';
  const query = useQuery({ queryKey: keys.maintenance({ state }), queryFn: () => api.listMaintenance({ query: { state } }) });
  const list = asList(query);
  const columns = useColumns(operator ? { onEnd: setEnding, onChange: ({ id }) => setUrl({ edit: String(id) }) } : null);
  const changing = list.items.find(({ id, next }) => String(id) === url.edit && next !== null);
  const add = operator && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('alerts:window.add')}
    </Button>
  );
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('alerts:window.text')}
      </Text>
      <SegmentedControl
        mb="sm"
        aria-label={t('alerts:window.show')}
        value={state}
        onChange={(show) => setUrl({ show: show === 'past' ? 'past' : '' })}
        data={[
          { value: 'current', label: t('alerts:window.showCurrent') },
          { value: 'past', label: t('alerts:window.showPast') },
        ]}
      />
      <DataTable<MaintenanceWindow>
        id="maintenance"
        label={t('alerts:tab.maintenance')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        tools={add}
        empty={
          <EmptyState
            icon={<IconTool size={24} stroke={1.6} />}
            title={t('alerts:window.none')}
            text={t('alerts:window.noneText')}
            action={add}
          />
        }
      />
      {operator && url.add && <WindowForm onClose={() => setUrl({ add: '' })} />}
      {operator && changing && <WindowForm key={changing.id} window={changing} onClose={() => setUrl({ edit: '' })} />}
      {ending && <EndWindow window={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

interface Actions {
  onEnd: (window: MaintenanceWindow) => void;
  onChange: (window: MaintenanceWindow) => void;
}

function useColumns(actions: Actions | null): Column<MaintenanceWindow>[] {
  const { t } = useTranslation('alerts');
  const locale = useLocale();
  const when = ({ next, startsAt, endsAt }: MaintenanceWindow): string => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return format.formatRange(new Date(next?.startsAt ?? startsAt), new Date(next?.endsAt ?? endsAt));
  };
  return [
    {
      key: 'name',
      header: t('alerts:window.name'),
      fixed: true,
      cell: ({ name, note }) => (
        <>
          <span style={{ fontWeight: 560 }}>{name}</span>
          {note && <span className="sm-quiet"> – {note}</span>}
        </>
      ),
    },
    {
      key: 'state',
      header: t('alerts:channel.state'),
      fixed: true,
      cell: ({ isNow, next }) =>
        isNow ? (
          <ToneBadge tone="wait" shape="pause">
            {t('alerts:window.now')}
          </ToneBadge>
        ) : (
          <ToneBadge tone={next ? 'soon' : 'closed'} shape={next ? 'ring' : 'check'}>
            {t(next ? 'alerts:window.coming' : 'alerts:window.past')}
          </ToneBadge>
        ),
    },
    {
      key: 'when',
      header: t('alerts:window.when'),
      fixed: true,
      cell: (window) => (
        <>
          {when(window)}
          {window.repeat !== 'none' && <span className="sm-quiet"> · {t(`alerts:window.repeats.${window.repeat}`)}</span>}
        </>
      ),
    },
    {
      key: 'which',
      header: t('alerts:window.which'),
      cell: ({ siteName, stations, stationIds }) => (
        <span title={stationIds.join(', ')}>{[siteName, t('alerts:window.for', { count: stations })].filter(Boolean).join(', ')}</span>
      ),
    },
    {
      key: 'end',
      header: t('alerts:channel.actions'),
      align: 'end',
      cell: (window) =>
        actions && window.next ? (
          <Group gap={6} justify="flex-end" wrap="nowrap">
            <Button size="compact-xs" variant="default" onClick={() => actions.onChange(window)}>
              {t('alerts:window.change')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => actions.onEnd(window)}>
              {t('alerts:window.end')}
            </Button>
          </Group>
        ) : null,
    },
  ];
}

function EndWindow({ window, onClose }: { window: MaintenanceWindow; onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.endMaintenance({ params: { windowId: window.id } }),
    onSuccess: async ({ name }) => {
      notifications.show({ message: t('alerts:window.ended', { name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['maintenance'] });
    },
  });
  return (
    <ConfirmDanger
      title={t('alerts:window.endTitle', { name: window.name })}
      consequence={t('alerts:window.endText')}
      action={t('alerts:window.end')}
      onConfirm={() => end.mutate()}
      onClose={onClose}
      busy={end.isPending}
      error={end.error}
    />
  );
}
