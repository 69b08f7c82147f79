import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Campaign, type CampaignStation } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { updateLooks, updateOrder, useReason } from './looks.tsx';

/** Each station of it: where it stands, and why. */
export function Stations({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('firmware');
  const [url, setUrl] = useUrlState('state');
  const state = updateOrder.find((known) => known === url.state);
  const list = useList(keys.campaignStations(campaign.id, url.state), (cursor) =>
    api.listCampaignStations({
      params: { campaignId: campaign.id },
      query: { limit: 100, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) },
    }),
  );
  const columns = useColumns(campaign);
  return (
    <DataTable<CampaignStation>
      id="campaign-stations"
      label={t('firmware:stations')}
      columns={columns}
      list={list}
      rowKey={({ stationId }) => stationId}
      empty={
        <EmptyState
          title={t('firmware:noneHere')}
          action={
            <Button variant="default" onClick={() => setUrl({ state: '' })}>
              {t('common:filters.clear')}
            </Button>
          }
        />
      }
    />
  );
}

function useColumns(campaign: Campaign): Column<CampaignStation>[] {
  const { t } = useTranslation('firmware');
  const reasonOf = useReason();
  const operator = useMay('operator');
  const columns: Column<CampaignStation>[] = [
    {
      key: 'station',
      header: t('firmware:column.station'),
      fixed: true,
      sort: ({ stationId }) => stationId,
      cell: ({ stationId, name }) => (
        <Link to="/stations/$stationId" params={{ stationId }} search={{ tab: 'firmware' } as never} className="sm-link">
          {name || <span className="sm-mono">{stationId}</span>}
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('firmware:column.state'),
      fixed: true,
      sort: ({ state }) => updateOrder.indexOf(state),
      cell: ({ state, direction, reason, heard }) => (
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '2px 10px', alignItems: 'center' }}>
          <ToneBadge tone={updateLooks[state].tone} shape={updateLooks[state].shape}>
            {direction === 'back' && (state === 'waiting' || state === 'sending' || state === 'following')
              ? t(`firmware:back.${state}`)
              : t(`firmware:update.${state}`)}
          </ToneBadge>
          <span className="sm-quiet">
            {reason !== null ? reasonOf(reason) : state === 'following' && heard !== null ? reasonOf(heard) : ''}
          </span>
        </span>
      ),
    },
    {
      key: 'version',
      header: t('firmware:column.has'),
      sort: ({ version }) => version,
      cell: ({ version, fromVersion }) =>
        fromVersion !== null && fromVersion !== version ? `${fromVersion} → ${version ?? '–'}` : (version ?? '–'),
    },
    {
      key: 'wave',
      header: t('firmware:column.wave'),
      align: 'end',
      optional: true,
      sort: ({ wave }) => wave,
      cell: ({ wave }) => <span className="sm-num">{wave}</span>,
    },
    {
      key: 'attempt',
      header: t('firmware:column.attempt'),
      align: 'end',
      optional: true,
      sort: ({ attempt }) => attempt,
      cell: ({ attempt }) => <span className="sm-num">{attempt}</span>,
    },
    {
      key: 'since',
      header: t('firmware:column.since'),
      align: 'end',
      sort: ({ since }) => Date.parse(since),
      cell: ({ since }) => <RelativeTime at={since} />,
    },
  ];
  const canSkip = operator && campaign.endedAt === null;
  if (!canSkip) return columns;
  const skip: Column<CampaignStation> = {
    key: 'actions',
    header: t('firmware:column.actions'),
    align: 'end',
    cell: (station) => (station.state === 'waiting' ? <Skip campaign={campaign} stationId={station.stationId} /> : null),
  };
  return [...columns, skip];
}

function Skip({ campaign, stationId }: { campaign: Campaign; stationId: string }) {
  const { t } = useTranslation('firmware');
  const cache = useQueryClient();
  const skip = useMutation({
    mutationFn: () => api.controlFirmwareCampaign({ params: { campaignId: campaign.id }, body: { action: 'skip', stationId } }),
    onSuccess: async () => {
      await Promise.all(['campaign', 'campaignStations'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={skip.isPending}
      onClick={() => skip.mutate()}
      aria-label={t('firmware:skipOne', { stationId })}
    >
      {t('firmware:skip')}
    </Button>
  );
}
