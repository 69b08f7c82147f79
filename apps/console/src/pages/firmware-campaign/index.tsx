import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, api, type Campaign } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys } from '../../queries.ts';
import { useFilterWords } from '../bulk-command/filter-words.ts';
import classes from './campaign.module.css';
import { Controls } from './controls.tsx';
import { StateBadge } from './looks.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { Stations } from './stations.tsx';

/** The live stream tells of each step; this is for when it does not. */
const pollMs = 5000;

/** One campaign: how far it is, what stopped it, and each of its stations. */
export default function CampaignPage() {
  const { t } = useTranslation('firmware');
  const { campaignId = '' } = useParams({ strict: false }) as { campaignId?: string };
  const id = Number(campaignId);
  const { data, error, refetch } = useQuery({
    queryKey: keys.campaign(id),
    queryFn: () => api.getFirmwareCampaign({ params: { campaignId: id } }),
    refetchInterval: ({ state }) => (state.data?.endedAt ? false : pollMs),
  });
  if (error && !data) {
    const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 400);
    return (
      <>
        <PageHeader name={t('firmware:title')} />
        {isMissing ? (
          <div className="sm-panel">
            <EmptyState title={t('firmware:missing')} action={<Link to="/firmware">{t('firmware:toAll')}</Link>} />
          </div>
        ) : (
          <ErrorNote error={error} retry={() => void refetch()} />
        )}
      </>
    );
  }
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader name={data.name} text={<Facts campaign={data} />} actions={<Controls key={data.id} campaign={data} />} />
      <ProgressPanel campaign={data} />
      <Stations campaign={data} />
    </>
  );
}

function Facts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('firmware');
  const filterWords = useFilterWords();
  const { vendor, model, version } = campaign.firmware;
  return (
    <div className={classes.facts}>
      <StateBadge campaign={campaign} />
      <span>{[vendor, model, version].filter(Boolean).join(' ')}</span>
      {(campaign.retryOf === null || Object.keys(campaign.filter).length > 0) && (
        <span>
          {t('firmware:for')} {filterWords(campaign.filter)}
        </span>
      )}
      {campaign.plan.hours && <span>{t('firmware:onlyBetween', campaign.plan.hours)}</span>}
      <span>
        {campaign.createdBy}, <RelativeTime at={campaign.createdAt} />
      </span>
      {campaign.retryOf && (
        <Link to="/firmware/$campaignId" params={{ campaignId: String(campaign.retryOf.id) }} className="sm-link">
          {t('firmware:retryOf', { name: campaign.retryOf.name })}
        </Link>
      )}
      {campaign.retriedBy.map(({ id, name }) => (
        <Link key={id} to="/firmware/$campaignId" params={{ campaignId: String(id) }} className="sm-link">
          {t('firmware:retriedBy', { name })}
        </Link>
      ))}
      <Link to="/firmware" className="sm-link">
        {t('firmware:toAll')}
      </Link>
    </div>
  );
}
