import { Button, Group, Progress, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Simulation } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Money } from '../../components/quantity.tsx';
import { useSiteChoice } from '../../components/site-select.tsx';
import { whole } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from './prices.module.css';
import { usePriceSentence } from './sentence.tsx';

/** One trial: how far it is, revenue before and after, who pays more and who less. */
export function Trial({ simulationId, onBack }: { simulationId: number; onBack?: () => void }) {
  const { t } = useTranslation('market');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: keys.simulation(simulationId),
    queryFn: () => api.getSimulation({ params: { simulationId } }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 700 : false),
  });
  const cancel = useMutation({
    mutationFn: () => api.cancelSimulation({ params: { simulationId } }),
    onSuccess: () => Promise.all(['simulation', 'simulations'].map((kind) => cache.invalidateQueries({ queryKey: [kind] }))),
  });
  return (
    <>
      <Group justify="space-between" mb="sm">
        {onBack && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack}>
            ← {t('market:trial.back')}
          </Button>
        )}
        {operator && data?.status === 'running' && (
          <Button variant="default" size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('market:trial.cancel')}
          </Button>
        )}
      </Group>
      {(error ?? cancel.error) && <ErrorNote error={error ?? cancel.error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} radius="lg" />}
      {data && <Found simulation={data} />}
    </>
  );
}

function Found({ simulation }: { simulation: Simulation }) {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const { status, done, total, tariff, from, until, result } = simulation;
  const scope = useScope(simulation);
  const { prices } = usePriceSentence()(tariff);
  // The end is the first moment beyond: the last day is the one before it.
  const span = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).formatRange(Date.parse(from), Date.parse(until) - 1);
  return (
    <>
      <h2 className={classes.name}>{tariff.name}</h2>
      <p className="sm-quiet" style={{ marginTop: 4 }}>
        {prices.join(' · ')}
        <br />
        {[span, ...scope].join(' · ')}
      </p>
      <div role="status" style={{ marginBottom: 14 }}>
        {status === 'running' && <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label={t('market:trial.progress')} mb={6} />}
        {t(`market:trial.status.${status}`, { done: whole(done, locale), total: whole(total, locale) })}
      </div>
      {total === 0 && <p>{t('market:trial.empty')}</p>}
      <dl className={classes.figures}>
        <Figure name={t('market:trial.before')} amount={result.before} currency={result.currency} />
        <Figure name={t('market:trial.after')} amount={result.after} currency={result.currency} />
        <Figure name={t('market:trial.change')} amount={difference(result)} currency={result.currency} />
        <Figure name={t('market:trial.more', { count: result.more.sessions })} amount={result.more.amount} currency={result.currency} />
        <Figure name={t('market:trial.less', { count: result.less.sessions })} amount={result.less.amount} currency={result.currency} />
      </dl>
      <p className="sm-quiet">
        {t('market:trial.same', { count: result.same })} {result.unpriced > 0 && t('market:trial.unpriced', { count: result.unpriced })}
      </p>
      <Shares title={t('market:trial.cards')} rows={result.cards} currency={result.currency} />
      <Shares title={t('market:trial.sites')} rows={result.sites} currency={result.currency} />
    </>
  );
}

function Figure({ name, amount, currency }: { name: string; amount: string; currency: string }) {
  return (
    <div className={`sm-panel ${classes.figure}`}>
      <dt>{name}</dt>
      <dd>
        <Money amount={amount} currency={currency} />
      </dd>
    </div>
  );
}

/** Who pays more or less, those first whose sum changes most. */
function Shares({ title, rows, currency }: { title: string; rows: Simulation['result']['cards']; currency: string }) {
  const { t } = useTranslation('market');
  const locale = useLocale();
  if (rows.length === 0) return null;
  return (
    <section className={`sm-panel ${classes.series}`} style={{ marginTop: 14 }} aria-label={title}>
      <h3 className={classes.name}>{title}</h3>
      <div className={classes.scroll}>
        <table className={classes.shares}>
          <thead>
            <tr>
              {(['name', 'sessions', 'before', 'after', 'difference'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`market:trial.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, sessions, before, after }) => (
              // Two cards may have one name.
              <tr key={[name, sessions, before, after].join('/')}>
                <td>{name || t('market:trial.nameless')}</td>
                <td>{whole(sessions, locale)}</td>
                <td>
                  <Money amount={before} currency={currency} />
                </td>
                <td>
                  <Money amount={after} currency={currency} />
                </td>
                <td>
                  <Money amount={difference({ before, after })} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Where the sessions were, and by which price they were priced, as far as it was chosen. */
function useScope({ siteId, stationIds, tariffId }: Simulation): string[] {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const site = useSiteChoice().data?.items.find(({ id }) => id === siteId)?.name;
  const priced = useQuery({
    queryKey: keys.tariff(tariffId ?? 0),
    queryFn: () => api.getTariff({ params: { tariffId: tariffId ?? 0 } }),
    enabled: tariffId !== null,
  }).data?.name;
  return [
    ...(site === undefined ? [] : [site]),
    ...(stationIds.length === 0 ? [] : [new Intl.ListFormat(locale).format(stationIds)]),
    ...(priced === undefined ? [] : [t('market:trial.pricedBy', { name: priced })]),
  ];
}

/** After less before, in as many digits as the currency has. */
function difference({ before, after }: { before: string; after: string }): string {
  return (Number(after) - Number(before)).toFixed(after.split('.')[1]?.length ?? 0);
}
