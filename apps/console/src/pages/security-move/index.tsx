import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, api, type FleetMove } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useFilterWords } from '../bulk-command/filter-words.ts';
import classes from '../firmware-campaign/campaign.module.css';
import { FleetBadge, FleetBar, moveOrder } from '../security/fleet-looks.tsx';
import { moveLooks } from '../station/security/move-looks.ts';
import { Controls } from './controls.tsx';
import { Stations } from './stations.tsx';

/** The live stream tells of each step; this is for when it does not. */
const pollMs = 5000;

/** Many stations on their way to more protection: how far each has come, and the way back. */
export default function SecurityMovePage() {
  const { t } = useTranslation('security');
  const { fleetId = '' } = useParams({ strict: false }) as { fleetId?: string };
  const id = Number(fleetId);
  const { data, error, refetch } = useQuery({
    queryKey: keys.fleetMove(id),
    queryFn: () => api.getFleetMove({ params: { fleetId: id } }),
    refetchInterval: ({ state }) => (state.data?.finished ? false : pollMs),
  });
  if (error && !data) {
    const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 400);
    return (
      <>
        <PageHeader name={t('security:page.title')} />
        {isMissing ? (
          <div className="sm-panel">
            <EmptyState title={t('security:fleet.missing')} action={<Link to="/security">{t('security:fleet.toAll')}</Link>} />
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
      <PageHeader
        name={t('security:fleet.name', { profile: t(`security:profile.${data.toProfile}.name`) })}
        text={<Facts fleet={data} />}
        actions={<Controls key={data.id} fleet={data} />}
      />
      <ProgressPanel fleet={data} />
      <Stations fleet={data} />
    </>
  );
}

function Facts({ fleet }: { fleet: FleetMove }) {
  const { t } = useTranslation('security');
  const filterWords = useFilterWords();
  return (
    <div className={classes.facts}>
      <FleetBadge fleet={fleet} />
      <span>{filterWords(fleet.filter)}</span>
      <span>
        {fleet.requestedBy}, <RelativeTime at={fleet.requestedAt} />
      </span>
      <Link to="/security" className="sm-link">
        {t('security:fleet.toAll')}
      </Link>
    </div>
  );
}

/** How far it is; pressing a status shows only its stations. */
function ProgressPanel({ fleet }: { fleet: FleetMove }) {
  const { t } = useTranslation('security');
  const [url, setUrl] = useUrlState('status');
  return (
    <section className={`sm-panel ${classes.panel}`} aria-label={t('security:fleet.progress')}>
      <div role="status">
        <FleetBar fleet={fleet} size={14} />
      </div>
      <div className={classes.states}>
        {moveOrder
          .filter((status) => (fleet.byStatus[status] ?? 0) > 0)
          .map((status) => {
            const name = t(`security:status.${status}`);
            const count = fleet.byStatus[status] ?? 0;
            const isChosen = url.status === status;
            return (
              <button
                key={status}
                type="button"
                className={classes.state}
                aria-pressed={isChosen}
                aria-label={t('security:fleet.only', { status: name, count })}
                onClick={() => setUrl({ status: isChosen ? '' : status })}
              >
                <ToneBadge {...moveLooks[status]}>{name}</ToneBadge>
                <span className="sm-num">{count}</span>
              </button>
            );
          })}
      </div>
    </section>
  );
}
