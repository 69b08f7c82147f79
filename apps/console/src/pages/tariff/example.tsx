import { Select, TextInput } from '@mantine/core';
import { costOf, type FullCost, type Reduction, reductionsBy, type Surroundings } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { Money } from '../../components/quantity.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { currentMoment } from '../../now.ts';
import { keys } from '../../queries.ts';
import { engineTariff } from './body.ts';
import own from './example.module.css';
import { ExampleLines } from './example-lines.tsx';
import type { TariffBody } from './fields.ts';
import { type Look, LookFields, useSurroundings, useZone } from './look.tsx';
import { seriesNames, useMarket } from './market.ts';
import type { Sentence } from './say.ts';
import classes from './tariff.module.css';
import { localMoment, secondsOf, toThousandths } from './typed.ts';
import { momentOn } from './week.ts';

interface Props {
  tariff: TariffBody;
  sentences: readonly Sentence[];
  look: Look;
  onLook: (change: Partial<Look>) => void;
  /** Of the tariff that is being made, beside those that exist. */
  allowance?: { name: string; energyWh: number } | undefined;
}
const hourMs = 3_600_000;

/** What a session would cost by the tariff being written, line by line, worked out here by the engine that bills. */
export function Example({ tariff, sentences, look, onLook, allowance }: Props) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const [typed, setTyped] = useState(() => ({
    start: localMoment(new Date(Math.ceil(currentMoment() / hourMs) * hourMs).toISOString()),
    kWh: '30',
    charging: '120',
    idle: '60',
  }));
  const set = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const names = useMemo(() => seriesNames(tariff), [tariff]);
  const zone = useZone(look);
  const session = sessionOf(typed, zone);
  const span = useMemo(() => ({ from: session.start - 24 * hourMs, until: session.end + 24 * hourMs }), [session.start, session.end]);
  const around = useSurroundings(look, useMarket(names, span));
  const less = useReductions(allowance);
  const cost = priced(tariff, { session, around, reductions: less.reductions });
  const perKwh = cost && session.energyWh > 0 && money((Number(cost.total) / (session.energyWh / 1000)).toFixed(2), cost.currency, locale);
  const field = (name: 'kWh' | 'charging' | 'idle', unit: string) => (
    <TextInput
      label={t(`tariff:example.${name}`)}
      value={typed[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      inputMode="decimal"
      autoComplete="off"
      rightSection={<span aria-hidden>{unit}</span>}
      rightSectionWidth={44}
    />
  );
  return (
    <section className={classes.example} aria-labelledby="example">
      <h3 className={classes.boxName} id="example">
        {t('tariff:example.title')}
      </h3>
      <div className={own.exampleFields}>
        <TextInput
          type="datetime-local"
          label={t('tariff:example.start')}
          value={typed.start}
          onChange={(event) => set({ start: event.currentTarget.value })}
        />
        {field('kWh', 'kWh')}
        {field('charging', t('tariff:when.minutes'))}
        {field('idle', t('tariff:when.minutes'))}
      </div>
      <details className={own.details}>
        <summary>{t('tariff:example.who')}</summary>
        <LookFields tariff={tariff} value={look} onChange={onLook} />
        {less.fields}
      </details>
      {cost === null ? (
        <p className="sm-quiet">{t('tariff:example.wait')}</p>
      ) : (
        <div aria-live="polite" data-testid="example-cost">
          <p className={own.pays}>{t('tariff:example.pays')}</p>
          <div className={own.total}>
            <Money amount={cost.total} currency={cost.currency} />
          </div>
          <ExampleLines cost={cost} tariff={tariff} sentences={sentences} zone={around.zone} charged={session.charged} />
          {perKwh && <p className={own.perKwh}>{t('tariff:example.perKwh', { price: perKwh })}</p>}
        </div>
      )}
    </section>
  );
}

interface Imagined {
  start: number;
  charged: number;
  end: number;
  energyWh: number;
}
/** The start is meant as the clock of the site shows it. */
function sessionOf({ start, kWh, charging, idle }: { start: string; kWh: string; charging: string; idle: string }, zone: string): Imagined {
  const from = momentOn(zone, start) ?? Math.ceil(currentMoment() / hourMs) * hourMs;
  const charged = from + (secondsOf(charging) ?? 0) * 1000;
  return { start: from, charged, end: charged + (secondsOf(idle) ?? 0) * 1000, energyWh: toThousandths(kWh) ?? 0 };
}

function priced(
  tariff: TariffBody,
  { session, around, reductions }: { session: Imagined; around: Surroundings; reductions: readonly Reduction[] },
): FullCost | null {
  const { start, charged, end, energyWh } = session;
  if (tariff.elements.length === 0) return null;
  const periods = [
    { start, end: charged, state: 'charging' as const, energyWh },
    ...(end > charged ? [{ start: charged, end, state: 'idle' as const, energyWh: 0 }] : []),
  ];
  return costOf({ periods, tariff: engineTariff(tariff), around, reductions });
}

/** A discount or plan to try, and how much of it was used before. */
function useReductions(allowance: Props['allowance']) {
  const { t } = useTranslation('tariff');
  const [chosen, setChosen] = useState<string | null>(null);
  const [used, setUsed] = useState('0');
  const list =
    useQuery({ queryKey: keys.priceReductions, queryFn: () => api.listPriceReductions({ query: { limit: 500 } }) }).data?.items ?? [];
  const fresh = allowance && {
    id: 'new',
    name: allowance.name,
    rule: { kind: 'plan' as const, per: 'day' as const, energyWh: allowance.energyWh },
  };
  const all = [...(fresh ? [fresh] : []), ...list];
  const rule = all.find(({ id }) => String(id) === chosen);
  const reductions = rule === undefined ? [] : reductionsBy(rule, { energyWh: toThousandths(used) ?? 0, sessions: 0 });
  const fields = all.length > 0 && (
    <div className={own.exampleFields}>
      <Select
        label={t('tariff:example.less')}
        placeholder={t('tariff:example.noLess')}
        value={chosen}
        onChange={setChosen}
        data={all.map(({ id, name }) => ({ value: String(id), label: name }))}
        clearable
      />
      {rule !== undefined && (rule.rule.kind === 'plan' || rule.rule.kind === 'loyalty') && (
        <TextInput
          label={t('tariff:example.used')}
          value={used}
          onChange={(event) => setUsed(event.currentTarget.value)}
          inputMode="decimal"
          rightSection={<span aria-hidden>{'kWh'}</span>}
          rightSectionWidth={44}
        />
      )}
    </div>
  );
  return { reductions, fields };
}
