import { Button, Checkbox, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { Waiting } from '../station/forwarding/forwarding-facts.tsx';
import { type Forwarding, stateLooks, stateOf } from '../station/forwarding/looks.ts';

const SetUpMany = lazily(async () => (await import('./set-up-many.tsx')).SetUpMany);
const SwitchAll = lazily(async () => (await import('./switch-all.tsx')).SwitchAll);

/** All stations that a second back end hears: who answers them, and which are not well. */
export default function SecondBackEndsPage() {
  const { t } = useTranslation('forwarding');
  const navigate = useNavigate();
  const administrator = useMay('administrator');
  const [url, setUrl] = useUrlState('failing');
  const [open, setOpen] = useState<'many' | 'switch' | null>(null);
  const query = url.failing === '' ? {} : { failing: 'true' as const };
  const list = useList(
    keys.forwardings(query),
    (cursor) => api.listForwardings({ query: { ...query, limit: 200, ...(cursor ? { cursor } : {}) } }),
    { refetchInterval: () => 10_000 },
  );
  return (
    <>
      <PageHeader
        name={t('forwarding:title')}
        text={t('forwarding:text')}
        actions={
          administrator && (
            <Group gap="sm">
              {list.items.length > 0 && (
                <Button variant="default" onClick={() => setOpen('switch')}>
                  {t('forwarding:switchAll')}
                </Button>
              )}
              <Button variant="default" onClick={() => setOpen('many')}>
                {t('forwarding:setUpMany')}
              </Button>
            </Group>
          )
        }
      />
      <Checkbox
        mb="md"
        label={t('forwarding:onlyFailing')}
        checked={url.failing !== ''}
        onChange={(event) => setUrl({ failing: event.currentTarget.checked ? '1' : '' })}
      />
      <DataTable<Forwarding>
        id="forwardings"
        label={t('forwarding:title')}
        columns={useColumns()}
        list={list}
        rowKey={({ stationId }) => stationId}
        rowName={({ stationId }) => stationId}
        onOpen={({ stationId }) =>
          void navigate({ to: '/stations/$stationId', params: { stationId }, search: { tab: 'forwarding' } as never })
        }
        empty={<EmptyState title={t('forwarding:none')} text={t('forwarding:noneText')} />}
      />
      {open === 'many' && <SetUpMany onClose={() => setOpen(null)} />}
      {open === 'switch' && <SwitchAll stationIds={list.items.map(({ stationId }) => stationId)} onClose={() => setOpen(null)} />}
    </>
  );
}

function useColumns(): Column<Forwarding>[] {
  const { t } = useTranslation('forwarding');
  return [
    { key: 'station', header: t('forwarding:station'), fixed: true, cell: ({ stationId }) => stationId },
    {
      key: 'state',
      header: t('forwarding:panel'),
      cell: (one) => {
        const state = stateOf(one);
        return (
          <ToneBadge {...stateLooks[state]} {...(one.problem ? { hint: t(`forwarding:problem.${one.problem}`) } : {})}>
            {t(`forwarding:state.${state}`)}
          </ToneBadge>
        );
      },
    },
    { key: 'answers', header: t('forwarding:answering'), cell: ({ answers }) => t(`forwarding:answers.${answers}`) },
    {
      key: 'waiting',
      header: t('forwarding:waiting'),
      sort: ({ waiting }) => waiting,
      cell: ({ waiting, waitingSince }) => <Waiting count={waiting} since={waitingSince} most={1_000} />,
    },
    { key: 'url', header: t('forwarding:address'), cell: ({ url }) => <span className="sm-mono">{url}</span> },
  ];
}
