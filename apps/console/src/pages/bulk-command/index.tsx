import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, api, type BulkCommand } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys } from '../../queries.ts';
import { parametersInWords } from '../station/parameters.ts';
import { BulkActions } from './actions.tsx';
import classes from './bulk-command.module.css';
import { useFilterWords } from './filter-words.ts';
import { ProgressPanel } from './progress-panel.tsx';
import { Results } from './results.tsx';

/** The live stream tells of each change; this is for when it does not. */
const POLL_MS = 5000;

/** One command for many stations: how far it is, and what became of it at each. */
export default function BulkCommandPage() {
  const { t } = useTranslation('commands');
  const { bulkId = '' } = useParams({ strict: false }) as { bulkId?: string };
  const id = Number(bulkId);
  const { data, error, refetch } = useQuery({
    queryKey: keys.bulk(id),
    queryFn: () => api.getBulkCommand({ params: { bulkId: id } }),
    refetchInterval: ({ state }) => (state.data?.finished ? false : POLL_MS),
  });
  if (error instanceof ApiError && (error.status === 404 || error.status === 400))
    return (
      <>
        <PageHeader name={t('commands:title')} />
        <div className="sm-panel">
          <EmptyState title={t('commands:one.missing')} action={<Link to="/bulk">{t('commands:toAll')}</Link>} />
        </div>
      </>
    );
  if (error && !data)
    return (
      <>
        <PageHeader name={t('commands:title')} />
        <ErrorNote error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader name={t(`station:verb.${data.verb}`)} text={<Facts bulk={data} />} actions={<BulkActions key={data.id} bulk={data} />} />
      <ProgressPanel bulk={data} />
      <Results bulk={data} />
    </>
  );
}

function Facts({ bulk }: { bulk: BulkCommand }) {
  const { t } = useTranslation('commands');
  const filterWords = useFilterWords();
  const { requestedAt, retryOf } = bulk;
  const parameters = parametersInWords(bulk);
  return (
    <div className={classes.facts}>
      {parameters && <span className="sm-mono">{parameters}</span>}
      <span>
        {t('commands:one.for')} {filterWords(bulk.filter)}
      </span>
      <span>
        {bulk.requestedBy}, <RelativeTime at={requestedAt} />
      </span>
      {retryOf !== null && (
        <Link to="/bulk/$bulkId" params={{ bulkId: String(retryOf) }} className="sm-link">
          {t('commands:one.retryOf', { id: retryOf })}
        </Link>
      )}
      <Link to="/bulk" className="sm-link">
        {t('commands:toAll')}
      </Link>
    </div>
  );
}
