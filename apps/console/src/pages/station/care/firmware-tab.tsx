import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type FirmwareStep, type Station } from '../../../api.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { keys, useList } from '../../../queries.ts';
import { updateLooks, updateOrder, useReason } from '../../firmware-campaign/looks.tsx';

/** Every firmware this station has told, and what campaigns did with it. */
export function FirmwareTab({ station: { id: stationId } }: { station: Station }) {
  const { t } = useTranslation('firmware');
  const reasonOf = useReason();
  const list = useList(keys.firmwareHistory(stationId), (cursor) =>
    api.listFirmwareHistory({ params: { stationId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }),
  );
  const columns: Column<FirmwareStep>[] = [
    {
      key: 'what',
      header: t('firmware:column.what'),
      fixed: true,
      cell: ({ version, state, direction, reason }) => {
        if (version !== null) return <span style={{ fontWeight: 560 }}>{t('firmware:history.runs', { version })}</span>;
        const known = updateOrder.find((one) => one === state);
        if (known === undefined) return state;
        return (
          <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '2px 10px' }}>
            <ToneBadge tone={updateLooks[known].tone} shape={updateLooks[known].shape}>
              {direction === 'back' && (known === 'waiting' || known === 'sending' || known === 'following')
                ? t(`firmware:back.${known}`)
                : t(`firmware:update.${known}`)}
            </ToneBadge>
            <span className="sm-quiet">{reasonOf(reason)}</span>
          </span>
        );
      },
    },
    {
      key: 'campaign',
      header: t('firmware:column.campaign'),
      cell: ({ campaign }) =>
        campaign === null ? (
          '–'
        ) : (
          <Link to="/firmware/$campaignId" params={{ campaignId: String(campaign.id) }} className="sm-link">
            {campaign.name} ({campaign.version})
          </Link>
        ),
    },
    { key: 'at', header: t('firmware:column.when'), align: 'end', fixed: true, cell: ({ at }) => <RelativeTime at={at} /> },
  ];
  return (
    <DataTable<FirmwareStep>
      id="firmware-history"
      label={t('firmware:history.title')}
      columns={columns}
      list={list}
      rowKey={({ at, version, state, commandId, attempt }) => `${at}/${version}/${state}/${commandId}/${attempt}`}
      empty={<EmptyState title={t('firmware:history.none')} text={t('firmware:history.noneText')} />}
    />
  );
}
