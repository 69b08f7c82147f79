import { Button } from '@mantine/core';
import { IconDiscount, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type PriceReduction } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useGroupNames } from '../tariff/groups.ts';
import { figure } from '../tariff/say-when.ts';

const LessForm = lazily(async () => (await import('./less-form.tsx')).LessForm);
const Vouchers = lazily(async () => (await import('./vouchers.tsx')).Vouchers);

/** Who pays less: plans with free energy, loyalty tiers, discounts, vouchers. */
export function LessTab() {
  const { t } = useTranslation('market');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add');
  const [ending, setEnding] = useState<PriceReduction | null>(null);
  const list = useList(keys.priceReductions, (cursor) => api.listPriceReductions({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  const columns = useColumns(operator ? setEnding : null);
  const add = operator && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('market:less.add')}
    </Button>
  );
  return (
    <>
      <p className="sm-quiet">{t('market:less.text')}</p>
      <DataTable<PriceReduction>
        id="price-reductions"
        label={t('prices:tab.less')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        tools={add}
        empty={
          <EmptyState
            icon={<IconDiscount size={24} stroke={1.6} />}
            title={t('market:less.none')}
            text={t('market:less.noneText')}
            action={add}
          />
        }
      />
      <Vouchers />
      {operator && url.add === '1' && <LessForm onClose={() => setUrl({ add: '' })} />}
      {ending && <End reduction={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function useColumns(onEnd: ((reduction: PriceReduction) => void) | null): Column<PriceReduction>[] {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const groups = useGroupNames();
  const say = useRuleWords();
  const day = (at: string | null) => (at === null ? '…' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(Date.parse(at)));
  return [
    { key: 'name', header: t('market:less.name'), fixed: true, cell: ({ name }) => <span style={{ fontWeight: 560 }}>{name}</span> },
    { key: 'rule', header: t('market:less.what'), fixed: true, cell: ({ rule }) => say(rule) },
    {
      key: 'target',
      header: t('market:less.who'),
      cell: ({ target, targetId }) =>
        `${t(`tariff:uses.target.${target}`)}${target === 'driverGroup' ? `: ${groups.get(String(targetId)) ?? targetId}` : ''}`,
    },
    {
      key: 'span',
      header: t('tariff:uses.span'),
      optional: true,
      cell: ({ validFrom, validUntil }) =>
        validFrom === null && validUntil === null ? t('tariff:uses.always') : `${day(validFrom)} – ${day(validUntil)}`,
    },
    {
      key: 'end',
      header: t('tariff:uses.actions'),
      align: 'end',
      cell: (reduction) =>
        onEnd && (
          <Button size="compact-xs" variant="default" onClick={() => onEnd(reduction)}>
            {t('market:less.end')}
          </Button>
        ),
    },
  ];
}

/** A rule in words: `up to 30 kWh a day are free`. */
function useRuleWords(): (rule: PriceReduction['rule']) => string {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const number = (text: string | number) => figure(Number(text), locale);
  return (rule) => {
    switch (rule.kind) {
      case 'plan': {
        const free =
          rule.energyWh === null
            ? t('market:less.say.allFree')
            : t(`market:less.say.free.${rule.per}`, { kWh: number(rule.energyWh / 1000) });
        return rule.percentBeyond === undefined ? free : `${free}, ${t('market:less.say.beyond', { percent: number(rule.percentBeyond) })}`;
      }
      case 'loyalty':
        return rule.tiers
          .map(({ name, from, percent }) =>
            t(`market:less.say.tier.${rule.counts}.${rule.per}`, { name, from: number(from), percent: number(percent) }),
          )
          .join('; ');
      case 'percent': {
        const of = rule.types?.map((type) => t(`tariff:price.type.${type}`)).join(', ');
        const off = of
          ? t('market:less.say.percentOf', { percent: number(rule.percent), of })
          : t('market:less.say.percent', { percent: number(rule.percent) });
        return rule.maxAmount === undefined ? off : `${off}, ${t('market:less.say.atMost', { amount: number(rule.maxAmount) })}`;
      }
      case 'perUnit':
        return t(`market:less.say.perUnit.${rule.type === 'ENERGY' ? 'kWh' : rule.type === 'FLAT' ? 'session' : 'hour'}`, {
          amount: number(rule.amount),
          of: t(`tariff:price.type.${rule.type}`),
        });
      case 'amount':
        return t('market:less.say.amount', { amount: number(rule.amount) });
    }
  };
}

function End({ reduction, onClose }: { reduction: PriceReduction; onClose: () => void }) {
  const { t } = useTranslation('market');
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.deletePriceReduction({ params: { reductionId: reduction.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('market:less.ended', { name: reduction.name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['priceReductions'] });
    },
  });
  return (
    <ConfirmDanger
      title={t('market:less.endTitle', { name: reduction.name })}
      consequence={t('market:less.endText')}
      action={t('market:less.end')}
      onConfirm={() => end.mutate()}
      onClose={onClose}
      busy={end.isPending}
      error={end.error}
    />
  );
}
