import { Button, Group, Text } from '@mantine/core';
import { IconBellRinging, IconPlus, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Channel } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { asList } from './as-list.ts';
import { ChannelForm } from './channel-form.tsx';
import { PushSwitch } from './push-switch.tsx';

/** Who is told. */
export function ChannelsTab() {
  const { t } = useTranslation('alerts');
  const administrator = useMay('administrator');
  const [url, setUrl] = useUrlState('edit', 'add');
  const query = useQuery({ queryKey: keys.channels, queryFn: () => api.listChannels() });
  const list = asList(query);
  const test = useTest();
  const columns = useColumns(administrator ? test : null);
  const editing = list.items.find(({ id }) => String(id) === url.edit);
  const close = () => setUrl({ add: '', edit: '' });
  const add = administrator && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('alerts:channel.add')}
    </Button>
  );
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('alerts:channel.text')}
      </Text>
      {list.items.some(({ settings }) => settings.kind === 'push') && <PushSwitch />}
      {test.error && <ErrorNote error={test.error} />}
      <DataTable<Channel>
        id="channels"
        label={t('alerts:tab.channels')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        {...(administrator ? { onOpen: ({ id }: Channel) => setUrl({ edit: String(id) }) } : {})}
        tools={add}
        empty={
          <EmptyState
            icon={<IconBellRinging size={24} stroke={1.6} />}
            title={t('alerts:channel.none')}
            text={t('alerts:channel.noneText')}
            action={add}
          />
        }
      />
      {administrator && url.add && <ChannelForm key="new" onClose={close} />}
      {administrator && editing && <ChannelForm key={editing.id} channel={editing} onClose={close} />}
    </>
  );
}

function useTest() {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (channelId: number) => api.testChannel({ params: { channelId } }),
    onSuccess: ({ ok, error }) => {
      notifications.show({
        message: ok ? t('alerts:channel.testOk') : t('alerts:channel.testFailed', { error }),
        color: ok ? 'green' : 'red',
        autoClose: ok ? 4000 : 15_000,
      });
      return cache.invalidateQueries({ queryKey: ['channels'] });
    },
  });
}

function useColumns(test: ReturnType<typeof useTest> | null): Column<Channel>[] {
  const { t } = useTranslation('alerts');
  return [
    {
      key: 'name',
      header: t('alerts:channel.name'),
      fixed: true,
      cell: ({ name, standard }) => (
        <>
          <span style={{ fontWeight: 560 }}>{name}</span>
          {standard && <span className="sm-quiet"> · {t('alerts:channel.standard')}</span>}
        </>
      ),
    },
    {
      key: 'kind',
      header: t('alerts:channel.kindOf'),
      cell: ({ settings }) => (
        <>
          {t(`alerts:channel.kind.${settings.kind}`)}
          {settings.kind === 'mail' && <span className="sm-quiet"> {settings.to.join(', ')}</span>}
        </>
      ),
    },
    { key: 'state', header: t('alerts:channel.state'), fixed: true, cell: (channel) => <ChannelState channel={channel} /> },
    {
      key: 'lastOk',
      header: t('alerts:channel.lastOk'),
      cell: ({ lastOkAt }) => (lastOkAt ? <RelativeTime at={lastOkAt} /> : <span className="sm-quiet">–</span>),
    },
    {
      key: 'actions',
      header: t('alerts:channel.actions'),
      align: 'end',
      fixed: true,
      cell: ({ id }) =>
        test && (
          <Group justify="flex-end">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconSend size={15} aria-hidden />}
              loading={test.isPending && test.variables === id}
              onClick={(event) => {
                event.stopPropagation();
                test.mutate(id);
              }}
            >
              {t('alerts:channel.test')}
            </Button>
          </Group>
        ),
    },
  ];
}

function ChannelState({ channel: { enabled, lastError, lastOkAt } }: { channel: Channel }) {
  const { t } = useTranslation('alerts');
  if (!enabled)
    return (
      <ToneBadge tone="closed" shape="bar">
        {t('alerts:channel.isOff')}
      </ToneBadge>
    );
  if (lastError !== null)
    return (
      <>
        <ToneBadge tone="broken" shape="cross">
          {t('alerts:channel.fails')}
        </ToneBadge>{' '}
        <span className="sm-quiet">{lastError}</span>
      </>
    );
  return lastOkAt === null ? (
    <ToneBadge tone="away" shape="question">
      {t('alerts:channel.untried')}
    </ToneBadge>
  ) : (
    <ToneBadge tone="free" shape="check">
      {t('alerts:channel.works')}
    </ToneBadge>
  );
}
