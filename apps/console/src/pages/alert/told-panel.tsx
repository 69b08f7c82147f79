import { Button, Title } from '@mantine/core';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { IconHistory } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Notification } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';

const looks: Readonly<Record<Notification['status'], { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  queued: { tone: 'soon', shape: 'ring' },
  delivered: { tone: 'free', shape: 'check' },
  failed: { tone: 'broken', shape: 'cross' },
};

/** Who was told of an alert, when, and how it went. */
export function ToldPanel({ alertId }: { alertId: number }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const list = useList(keys.notifications({ alertId }), (cursor) =>
    api.listNotifications({ query: { alertId, limit: 50, ...(cursor ? { cursor } : {}) } }),
  );
  const retry = useMutation({
    mutationFn: (notificationId: number) => api.retryNotification({ params: { notificationId } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const columns: Column<Notification>[] = [
    { key: 'channel', header: t('alerts:rule.channels'), fixed: true, cell: ({ channelName }) => channelName },
    { key: 'occasion', header: t('alerts:what'), cell: ({ occasion }) => t(`alerts:occasion.${occasion}`) },
    {
      key: 'status',
      header: t('alerts:channel.state'),
      fixed: true,
      cell: ({ status, lastError, attempts }) => (
        <>
          <ToneBadge {...looks[status]}>{t(`alerts:delivery.${status}`)}</ToneBadge>{' '}
          {status !== 'delivered' && attempts > 0 && (
            <span className="sm-quiet">{[t('alerts:attempts', { count: attempts }), lastError].filter(Boolean).join(': ')}</span>
          )}
        </>
      ),
    },
    { key: 'at', header: t('alerts:window.when'), cell: ({ deliveredAt, createdAt }) => <RelativeTime at={deliveredAt ?? createdAt} /> },
    {
      key: 'retry',
      header: t('alerts:channel.actions'),
      align: 'end',
      cell: ({ id, status }) =>
        operator && status === 'failed' ? (
          <Button size="compact-xs" variant="default" onClick={() => retry.mutate(id)}>
            {t('alerts:retry')}
          </Button>
        ) : null,
    },
  ];
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('alerts:told')}
      </Title>
      <DataTable<Notification>
        id="told"
        label={t('alerts:told')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        empty={
          <EmptyState
            title={t('alerts:toldNobody')}
            icon={<IconHistory size={24} stroke={1.6} />}
            action={
              <Link to="/alerts" search={{ tab: 'channels' } as never} className="sm-link">
                {t('alerts:addFirstChannel')}
              </Link>
            }
          />
        }
      />
    </section>
  );
}
