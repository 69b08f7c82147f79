import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import type { List } from '../../queries.ts';
import { keyOf, StateBadge } from '../firmware-campaign/looks.tsx';
import { UpdateBar } from '../firmware-campaign/update-bar.tsx';
import classes from './firmware.module.css';

/** Campaigns, newest first. */
export function Campaigns({ list }: { list: List<Campaign> }) {
  const { t } = useTranslation('firmware');
  const navigate = useNavigate();
  const columns: Column<Campaign>[] = [
    {
      key: 'name',
      header: t('firmware:column.campaign'),
      fixed: true,
      cell: ({ id, name, retryOf }) => (
        <>
          <Link to="/firmware/$campaignId" params={{ campaignId: String(id) }} className="sm-link" tabIndex={-1}>
            {name}
          </Link>
          {retryOf && <div className="sm-quiet">{t('firmware:retryOf', { name: retryOf.name })}</div>}
        </>
      ),
    },
    { key: 'state', header: t('firmware:column.state'), fixed: true, cell: (campaign) => <StateBadge campaign={campaign} /> },
    {
      key: 'progress',
      header: t('firmware:column.progress'),
      fixed: true,
      cell: (campaign) => (
        <div className={classes.progress}>
          <UpdateBar byState={campaign.byState} total={campaign.total} size={7} />
          <span>{t('firmware:doneOf', { done: campaign.byState.done ?? 0, count: campaign.total })}</span>
        </div>
      ),
    },
    {
      key: 'firmware',
      header: t('firmware:column.version'),
      cell: ({ firmware: { vendor, model, version } }) => [vendor, model, version].filter(Boolean).join(' '),
    },
    {
      key: 'created',
      header: t('firmware:column.created'),
      sort: ({ createdAt }) => Date.parse(createdAt),
      cell: ({ createdAt, createdBy }) => (
        <span>
          {createdBy}, <RelativeTime at={createdAt} />
        </span>
      ),
    },
  ];
  return (
    <section>
      <h2 className={classes.heading}>{t('firmware:campaigns')}</h2>
      <DataTable<Campaign>
        id="campaigns"
        label={t('firmware:campaigns')}
        columns={columns}
        list={list}
        rowKey={keyOf}
        rowName={({ name }) => name}
        onOpen={({ id }) => void navigate({ to: '/firmware/$campaignId', params: { campaignId: String(id) } })}
        empty={null}
      />
    </section>
  );
}
