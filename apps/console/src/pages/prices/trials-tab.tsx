import { Button } from '@mantine/core';
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, type Simulation } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { Money, RelativeTime } from '../../components/quantity.tsx';
import { whole } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useActorNames } from '../tariff/actors.ts';

const TrialForm = lazily(async () => (await import('./trial-form.tsx')).TrialForm);
const Trial = lazily(async () => (await import('./trial.tsx')).Trial);

/** Prices tried out on past sessions before anybody pays them. */
export function TrialsTab() {
  const { t } = useTranslation('market');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add', 'show');
  const list = useList(keys.simulations, (cursor) => api.listSimulations({ query: { limit: 50, ...(cursor ? { cursor } : {}) } }), {
    refetchInterval: (items) => (items.some(({ status }) => status === 'running') ? 2000 : false),
  });
  const columns = useColumns();
  const add = operator && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('market:trial.add')}
    </Button>
  );
  if (url.show !== '') return <Trial simulationId={Number(url.show)} onBack={() => setUrl({ show: '' }, { push: true })} />;
  return (
    <>
      <p className="sm-quiet">{t('market:trial.text')}</p>
      <DataTable<Simulation>
        id="simulations"
        label={t('prices:tab.trials')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ tariff, createdAt }) => `${tariff.name} ${createdAt}`}
        onOpen={({ id }) => setUrl({ show: String(id) }, { push: true })}
        tools={add}
        empty={
          <EmptyState
            icon={<IconFlask size={24} stroke={1.6} />}
            title={t('market:trial.none')}
            text={t('market:trial.noneText')}
            action={add}
          />
        }
      />
      {operator && url.add && (
        <TrialForm onClose={() => setUrl({ add: '' })} onStarted={(id) => setUrl({ add: '', show: String(id) }, { push: true })} />
      )}
    </>
  );
}

function useColumns(): Column<Simulation>[] {
  const { t } = useTranslation('market');
  const by = useActorNames();
  const locale = useLocale();
  return [
    {
      key: 'name',
      header: t('market:trial.price'),
      fixed: true,
      cell: ({ tariff }) => <span style={{ fontWeight: 560 }}>{tariff.name}</span>,
    },
    {
      key: 'status',
      header: t('market:trial.state'),
      fixed: true,
      cell: ({ status, done, total }) => t(`market:trial.status.${status}`, { done: whole(done, locale), total: whole(total, locale) }),
    },
    {
      key: 'before',
      header: t('market:trial.before'),
      align: 'end',
      cell: ({ result }) => <Money amount={result.before} currency={result.currency} />,
    },
    {
      key: 'after',
      header: t('market:trial.after'),
      align: 'end',
      cell: ({ result }) => <Money amount={result.after} currency={result.currency} />,
    },
    {
      key: 'at',
      header: t('market:trial.begun'),
      sort: ({ createdAt }) => Date.parse(createdAt),
      cell: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime at={createdAt} /> · {by(createdBy)}
        </>
      ),
    },
  ];
}
