import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys, useList } from '../../queries.ts';
import classes from './configuration.module.css';

export type Rollout = Awaited<ReturnType<typeof api.getConfigurationRollout>>;

/** `3 done, 1 failed`, in the words of the steps. */
export function useStepWords(): (rollout: Pick<Rollout, 'bySteps'>) => string {
  const { t } = useTranslation('configuration');
  return ({ bySteps }) =>
    Object.entries(bySteps)
      .map(([step, count]) => t('configuration:stepCount', { count, step: t(`configuration:rollStep.${step}`) }))
      .join(', ');
}

/** Roll-outs, newest first; nothing while there was none. */
export function Rollouts({ onOpen }: { onOpen: (id: number) => void }) {
  const { t } = useTranslation('configuration');
  const words = useStepWords();
  const list = useList(
    keys.configuration({ rollouts: true }),
    (cursor) => api.listConfigurationRollouts({ query: { limit: 20, ...(cursor ? { cursor } : {}) } }),
    {
      refetchInterval: (items) => (items.some(({ status }) => status === 'running') ? 2000 : false),
    },
  );
  if (list.items.length === 0) return null;
  const columns: Column<Rollout>[] = [
    {
      key: 'status',
      header: t('configuration:rollouts'),
      fixed: true,
      cell: ({ status, reason }) => t(`configuration:rollStatus.${status}`, { station: reason ?? '' }),
    },
    { key: 'steps', header: t('configuration:progress'), fixed: true, cell: words },
    { key: 'by', header: t('configuration:by'), cell: ({ startedBy }) => startedBy },
    { key: 'at', header: t('configuration:started'), align: 'end', cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
  ];
  return (
    <section className={classes.section}>
      <DataTable<Rollout>
        id="rollouts"
        label={t('configuration:rollouts')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={(rollout) => `${t(`configuration:rollStatus.${rollout.status}`, { station: rollout.reason ?? '' })}, ${words(rollout)}`}
        onOpen={({ id }) => onOpen(id)}
        empty={null}
      />
    </section>
  );
}
