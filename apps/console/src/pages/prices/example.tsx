import { NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Money } from '../../components/quantity.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { Lines } from '../session/bill.tsx';
import classes from './prices.module.css';
import type { TariffBody } from './tariff-fields.ts';

/** What a session costs with the price being typed, worked out by the server that will bill it. `null`: not priceable yet. */
export function Example({ tariff }: { tariff: TariffBody | null }) {
  const { t } = useTranslation('prices');
  const locale = useLocale();
  const separator = separatorOf(locale);
  const [kWh, setKwh] = useState(30);
  const [hours, setHours] = useState(2);
  const [text] = useDebouncedValue(JSON.stringify({ tariff, energyWh: Math.round(kWh * 1000), seconds: Math.round(hours * 3600) }), 250);
  // Compared as text: a new object with the same content must not ask again.
  const asked = JSON.parse(text) as { tariff: TariffBody | null; energyWh: number; seconds: number };
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['tariffPreview', asked],
    queryFn: () =>
      asked.tariff ? api.previewTariff({ body: { ...asked, tariff: { ...asked.tariff, name: asked.tariff.name || '-' } } }) : null,
    placeholderData: keepPreviousData,
    enabled: asked.tariff !== null,
  });
  const perKwh = data && kWh > 0 && money((Number(data.total) / kWh).toFixed(2), data.currency, locale);
  return (
    <section className={classes.example} aria-labelledby="example">
      <h3 className={classes.exampleHead} id="example">
        {t('prices:example.title')}
      </h3>
      <div className={classes.say}>
        {t('prices:example.energy')}
        <NumberInput
          aria-label={`${t('prices:example.energy')} ${t('prices:example.kWh')}`}
          value={kWh}
          onChange={(value) => setKwh(Number(value) || 0)}
          min={0}
          max={10_000}
          decimalScale={2}
          decimalSeparator={separator}
          w={86}
          hideControls
        />
        {t('prices:example.kWh')}
      </div>
      <div className={classes.say}>
        {t('prices:example.hours')}
        <NumberInput
          aria-label={`${t('prices:example.hours')} ${t('prices:example.h')}`}
          value={hours}
          onChange={(value) => setHours(Number(value) || 0)}
          min={0}
          max={8760}
          decimalScale={2}
          decimalSeparator={separator}
          w={86}
          hideControls
        />
        {t('prices:example.h')}
      </div>
      {tariff === null && (
        <p className="sm-quiet" style={{ fontSize: 14 }}>
          {t('prices:example.wait')}
        </p>
      )}
      {tariff !== null && error && <ErrorNote error={error} />}
      {tariff !== null && data && !error && (
        <div aria-live="polite">
          <p className={classes.pays}>{t('prices:example.pays')}</p>
          <div className={classes.total} data-stale={isPlaceholderData || undefined}>
            <Money amount={data.total} currency={data.currency} />
          </div>
          <Lines cost={data} />
          {perKwh && (
            <p className="sm-quiet" style={{ margin: '10px 0 0', fontSize: 13 }}>
              {t('prices:example.perKwh', { price: perKwh })}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

export function separatorOf(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
}
