import { Button } from '@mantine/core';
import type { Answer, Routes } from '@stationmaster/contract';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { notifications } from '../../notices.tsx';
import { useNow } from '../../now.ts';
import { keys, useList } from '../../queries.ts';
import { CreateKey } from './create-key.tsx';

type Key = Answer<Routes['listKeys']>['items'][number];

export function KeysTab() {
  const { t } = useTranslation('people');
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const list = useList<Key>(keys.apiKeys, (cursor) => api.listKeys({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  const columns = useMemo<Column<Key>[]>(() => {
    const header = (key: string) => ({ key, header: t(`people:keys.column.${key}`) });
    return [
      { ...header('name'), fixed: true, sort: (key) => key.name, cell: (key) => <span style={{ fontWeight: 560 }}>{key.name}</span> },
      { ...header('prefix'), cell: (key) => <span className="sm-mono">{key.prefix}…</span> },
      {
        ...header('role'),
        sort: (key) => key.role,
        cell: (key) => <span title={t(`people:role.${key.role}`)}>{t(`common:roles.${key.role}`)}</span>,
      },
      { ...header('state'), fixed: true, sort: (key) => (key.revokedAt ? 1 : 0), cell: (key) => <KeyState apiKey={key} /> },
      {
        ...header('lastUsed'),
        align: 'end',
        sort: (key) => (key.lastUsedAt ? Date.parse(key.lastUsedAt) : null),
        cell: (key) => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : <span className="sm-quiet">{t('people:keys.never')}</span>),
      },
      {
        ...header('expires'),
        align: 'end',
        sort: (key) => (key.expiresAt ? Date.parse(key.expiresAt) : null),
        cell: (key) => (key.expiresAt ? <RelativeTime at={key.expiresAt} /> : <span className="sm-quiet">{t('people:keys.noEnd')}</span>),
      },
      { ...header('by'), optional: true, sort: (key) => key.createdBy, cell: (key) => key.createdBy },
      {
        ...header('created'),
        optional: true,
        align: 'end',
        sort: (key) => Date.parse(key.createdAt),
        cell: (key) => <RelativeTime at={key.createdAt} />,
      },
      {
        ...header('actions'),
        align: 'end',
        fixed: true,
        cell: (key) =>
          key.revokedAt ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              onClick={() => setRevoking(key)}
              aria-label={t('people:keys.revokeOf', { name: key.name })}
            >
              {t('people:keys.revoke')}
            </Button>
          ),
      },
    ];
  }, [t]);
  const create = (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('people:keys.create')}
    </Button>
  );
  return (
    <>
      <DataTable<Key>
        id="keys"
        label={t('people:tab.keys')}
        columns={columns}
        list={list}
        rowKey={(key) => String(key.id)}
        rowName={(key) => key.name}
        tools={create}
        empty={
          <EmptyState
            icon={<IconKey size={24} stroke={1.6} />}
            title={t('people:keys.none')}
            text={t('people:keys.noneText', { url: `${location.origin}/api/docs` })}
            action={create}
          />
        }
      />
      {creating && <CreateKey onClose={() => setCreating(false)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function KeyState({ apiKey }: { apiKey: Key }) {
  const { t } = useTranslation('people');
  const now = useNow(60_000);
  if (apiKey.revokedAt)
    return (
      <ToneBadge tone="closed" shape="cross">
        {t('people:keys.revoked')}
      </ToneBadge>
    );
  if (apiKey.expiresAt && Date.parse(apiKey.expiresAt) <= now)
    return (
      <ToneBadge tone="closed" shape="bar">
        {t('people:keys.expired')}
      </ToneBadge>
    );
  return (
    <ToneBadge tone="free" shape="check">
      {t('people:keys.valid')}
    </ToneBadge>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const { t } = useTranslation('people');
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api.revokeKey({ params: { keyId: apiKey.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('people:keys.revokedNow', { name: apiKey.name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: keys.apiKeys });
    },
  });
  return (
    <ConfirmDanger
      title={t('people:keys.revokeTitle', { name: apiKey.name })}
      consequence={t('people:keys.revokeText')}
      action={t('people:keys.revoke')}
      typed={apiKey.name}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
      busy={revoke.isPending}
      error={revoke.error}
    />
  );
}
