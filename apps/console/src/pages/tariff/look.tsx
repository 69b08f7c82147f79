import { Group, Select, TextInput } from '@mantine/core';
import type { PriceSeries, Surroundings } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { SiteSelect, useSiteChoice } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import { connectorTypes, paymentKinds, powerTypes } from './condition-input.tsx';
import type { TariffBody } from './fields.ts';
import { useDriverGroups } from './groups.ts';

/** Who looks at the price, and where. */
export interface Look {
  siteId: number | null;
  group: string | null;
  paymentKind: string | null;
  brand: string | null;
  connector: string | null;
  powerType: string | null;
  occupancy: string;
}
export const nobody: Look = { siteId: null, group: null, paymentKind: null, brand: null, connector: null, powerType: null, occupancy: '' };
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone of the site, without a site the viewer's. */
export function useZone({ siteId }: Look): string {
  return useSiteChoice().data?.items.find(({ id }) => id === siteId)?.timeZone ?? here;
}

/** What the engine is told of the place and the driver. */
export function useSurroundings(look: Look, series: Readonly<Record<string, PriceSeries>>): Surroundings {
  const query = { limit: 500, ...(look.siteId === null ? {} : { siteId: look.siteId }) };
  const days = useQuery({ queryKey: keys.holidays(query), queryFn: () => api.listHolidays({ query }) }).data?.items;
  const zone = useZone(look);
  return useMemo(
    () => ({
      zone,
      series,
      holidays: new Set((days ?? []).filter((day) => day.siteId === null || day.siteId === look.siteId).map(({ day }) => day)),
      ...(look.group !== null && { driverGroups: [look.group] }),
      ...(look.paymentKind !== null && { paymentKind: look.paymentKind }),
      ...(look.brand !== null && { paymentBrand: look.brand }),
      ...(look.connector !== null && { connector: look.connector }),
      ...(look.powerType !== null && { powerType: look.powerType }),
      ...(look.occupancy.trim() !== '' && { occupancy: Number(look.occupancy.replace(',', '.')) }),
    }),
    [zone, series, days, look],
  );
}

/** Choices for what this tariff asks about, and no others. */
export function LookFields({ tariff, value, onChange }: { tariff: TariffBody; value: Look; onChange: (change: Partial<Look>) => void }) {
  const { t } = useTranslation('tariff');
  const groups = useDriverGroups().data?.items ?? [];
  const asks = (...names: (keyof NonNullable<TariffBody['elements'][number]['restrictions']>)[]): boolean =>
    tariff.elements.some(({ restrictions }) => names.some((name) => restrictions?.[name] !== undefined));
  const brands = [...new Set(tariff.elements.flatMap(({ restrictions }) => restrictions?.paymentBrands ?? []))];
  const choice = (name: 'group' | 'paymentKind' | 'brand' | 'connector' | 'powerType', data: { value: string; label: string }[]) => (
    <Select
      key={name}
      label={t(`tariff:look.${name}`)}
      placeholder={t('tariff:look.any')}
      value={value[name]}
      onChange={(chosen) => onChange({ [name]: chosen })}
      data={data}
      clearable
      w={200}
    />
  );
  const named = (words: string, list: readonly string[]) =>
    list.map((one) => ({ value: one, label: t(`tariff:${words}.${one}`, { defaultValue: one }) }));
  return (
    <Group gap="sm" align="flex-end">
      <div style={{ width: 200 }}>
        <SiteSelect
          label={t('tariff:look.site')}
          placeholder={t('tariff:look.here')}
          value={value.siteId}
          onChange={(siteId) => onChange({ siteId })}
          firstIfOnly
        />
      </div>
      {asks('driverGroups') &&
        choice(
          'group',
          groups.map(({ id, name }) => ({ value: String(id), label: name })),
        )}
      {asks('paymentKinds') && choice('paymentKind', named('paymentKind', paymentKinds))}
      {asks('paymentBrands') &&
        choice(
          'brand',
          brands.map((brand) => ({ value: brand, label: brand })),
        )}
      {asks('connectors') && choice('connector', named('connector', connectorTypes))}
      {asks('powerTypes') && choice('powerType', named('powerType', powerTypes))}
      {asks('minOccupancy', 'maxOccupancy') && (
        <TextInput
          label={t('tariff:look.occupancy')}
          value={value.occupancy}
          onChange={(event) => onChange({ occupancy: event.currentTarget.value })}
          inputMode="decimal"
          rightSection={<span aria-hidden>%</span>}
          w={200}
        />
      )}
    </Group>
  );
}
