import { Button, Group } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from './acceptance-run.module.css';
import { RunState } from './run-state.tsx';
import { StepCard } from './step-card.tsx';

export type Run = Awaited<ReturnType<typeof api.getAcceptance>>;
/** Somebody waits at the station for what comes next. */
const POLL_MS = 1000;

/** One acceptance test, made for a phone in the hand: what is done, what to do now, what to do when it fails. */
export default function AcceptanceRunPage() {
  const { t } = useTranslation('acceptance');
  const { runId = '' } = useParams({ strict: false }) as { runId?: string };
  const id = Number(runId);
  const { data, error, refetch } = useQuery({
    queryKey: keys.acceptanceRun(id),
    queryFn: () => api.getAcceptance({ params: { runId: id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? POLL_MS : false),
  });
  if (error && !data)
    return (
      <>
        <PageHeader name={t('acceptance:title')} />
        {error instanceof ApiError && (error.status === 404 || error.status === 400) ? (
          <div className="sm-panel">
            <EmptyState title={t('acceptance:missing')} action={<Link to="/acceptance">{t('acceptance:toAll')}</Link>} />
          </div>
        ) : (
          <ErrorNote error={error} retry={() => void refetch()} />
        )}
      </>
    );
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        name={t('acceptance:of', { station: data.stationName || data.stationId })}
        text={<Facts run={data} />}
        actions={<Actions run={data} />}
      />
      <ol className={classes.steps} aria-label={t('acceptance:steps')}>
        {data.steps.map((step) => (
          <StepCard key={step.place} run={data} step={step} />
        ))}
      </ol>
    </>
  );
}

function Facts({ run }: { run: Run }) {
  const { t } = useTranslation('acceptance');
  return (
    <div className={classes.facts}>
      <span role="status">
        <RunState status={run.status} />
      </span>
      <span>
        {t('acceptance:done', {
          done: run.steps.filter(({ status }) => status === 'passed' || status === 'skipped').length,
          total: run.steps.length,
        })}
      </span>
      <span>
        {run.startedBy}, <RelativeTime at={run.startedAt} />
      </span>
      <Link to="/stations/$stationId" params={{ stationId: run.stationId }} className="sm-link">
        {t('acceptance:toStation')}
      </Link>
    </div>
  );
}

function Actions({ run }: { run: Run }) {
  const { t } = useTranslation('acceptance');
  const operator = useMay('operator');
  const language = useLocale().startsWith('de') ? 'de' : 'en';
  const cache = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelAcceptance({ params: { runId: run.id } }),
    onSuccess: (changed) => cache.setQueryData(keys.acceptanceRun(run.id), changed),
  });
  return (
    <Group gap="sm">
      {operator && run.status === 'running' && (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('acceptance:cancel')}
        </Button>
      )}
      {run.status !== 'running' && (
        <Button
          component="a"
          href={`/api/v1/acceptance/${run.id}/report.pdf?language=${language}`}
          leftSection={<IconFileTypePdf size={17} aria-hidden />}
        >
          {t('acceptance:report')}
        </Button>
      )}
    </Group>
  );
}
