import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type SupplyRate } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';

const SupplyForm = lazily(async () => (await import('./supply-form.tsx')).SupplyForm);

/** What the energy costs the operator, and its CO2. */
export function SupplyTab() {
  const { t } = useTranslation('market');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add');
  const [ending, setEnding] = useState<SupplyRate | null>(null);
  const list = useList(keys.supplyRates, (cursor) => api.listSupplyRates({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  const columns = useColumns(operator ? setEnding : null);
  const add = operator && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('market:supply.add')}
    </Button>
  );
  return (
    <>
      <p className="sm-quiet">{t('market:supply.text')}</p>
      <DataTable<SupplyRate>
        id="supply-rates"
        label={t('prices:tab.supply')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ siteName, validFrom }) => `${siteName ?? ''} ${validFrom}`}
        tools={add}
        empty={
          <EmptyState
            icon={<IconPlugConnected size={24} stroke={1.6} />}
            title={t('market:supply.none')}
            text={t('market:supply.noneText')}
            action={add}
          />
        }
      />
      {operator && url.add && <SupplyForm onClose={() => setUrl({ add: '' })} />}
      {ending && <End rate={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function useColumns(onEnd: ((rate: SupplyRate) => void) | null): Column<SupplyRate>[] {
  const { t } = useTranslation('market');
  const locale = useLocale();
  return [
    { key: 'site', header: t('market:supply.site'), fixed: true, cell: ({ siteName }) => siteName ?? t('market:supply.elsewhere') },
    {
      key: 'price',
      header: t('market:supply.price'),
      fixed: true,
      cell: ({ price, currency, recipe }) => {
        const plain = t('speech:per.kWh', { price: money(price, currency, locale) });
        return recipe === null ? plain : t('market:supply.market', { series: recipe.series, price: plain });
      },
    },
    {
      key: 'co2',
      header: t('market:supply.co2'),
      cell: ({ co2Series, co2Grams }) =>
        [co2Series, co2Grams === null ? null : t('market:supply.grams', { grams: co2Grams })].filter(Boolean).join(', ') || '–',
    },
    {
      key: 'from',
      header: t('market:supply.from'),
      sort: ({ validFrom }) => Date.parse(validFrom),
      cell: ({ validFrom }) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(validFrom)),
    },
    {
      key: 'end',
      header: t('tariff:uses.actions'),
      align: 'end',
      cell: (rate) =>
        onEnd && (
          <Button size="compact-xs" variant="default" onClick={() => onEnd(rate)}>
            {t('market:remove')}
          </Button>
        ),
    },
  ];
}

function End({ rate, onClose }: { rate: SupplyRate; onClose: () => void }) {
  const { t } = useTranslation('market');
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.deleteSupplyRate({ params: { rateId: rate.id } }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['supplyRates'] });
    },
  });
  return (
    <ConfirmDanger
      title={t('market:supply.endTitle')}
      consequence={t('market:supply.endText')}
      action={t('market:remove')}
      onConfirm={() => end.mutate()}
      onClose={onClose}
      busy={end.isPending}
      error={end.error}
    />
  );
}
