import { Button, Skeleton } from '@mantine/core';
import { IconChartLine, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PriceSeries } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { useUrlState } from '../../url.ts';
import { usePriceSeries } from '../tariff/market.ts';
import classes from './prices.module.css';
import { SeriesCard } from './series-card.tsx';

const SeriesForm = lazily(async () => (await import('./series-form.tsx')).SeriesForm);

/** Prices of the market and CO2 of the grid: where they come from, how far they are known, how they run. */
export function MarketTab() {
  const { t } = useTranslation('market');
  const administrator = useMay('administrator');
  const [url, setUrl] = useUrlState('add');
  const { data, error, isPending, refetch } = usePriceSeries();
  const series: PriceSeries[] = data?.items ?? [];
  const add = administrator && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('market:add')}
    </Button>
  );
  return (
    <>
      <p className="sm-quiet">{t('market:text')}</p>
      {series.length > 0 && <div className={classes.tools}>{add}</div>}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton height={220} radius="lg" />}
      {!isPending && !error && series.length === 0 && (
        <div className="sm-panel">
          <EmptyState icon={<IconChartLine size={24} stroke={1.6} />} title={t('market:none')} text={t('market:noneText')} action={add} />
        </div>
      )}
      <div className={classes.stack}>
        {series.map((one) => (
          <SeriesCard key={one.id} series={one} />
        ))}
      </div>
      {administrator && url.add && <SeriesForm onClose={() => setUrl({ add: '' })} />}
    </>
  );
}
