import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { notifications } from '../../notices.tsx';
import type { Allowance } from './allowance-fields.tsx';
import type { TariffBody } from './fields.ts';
import { toThousandths } from './typed.ts';

interface Saved {
  body: TariffBody;
  /** Of a new tariff. */
  siteIds: number[];
  plan: Allowance | null;
}

/** Saves a tariff, and the plan that comes with it. Where only the plan failed, trying again does not make a second tariff. */
export function useSaveTariff(tariff: Tariff | undefined) {
  const { t } = useTranslation('tariff');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const made = useRef<Tariff | undefined>(undefined);
  return useMutation({
    mutationFn: async ({ body, siteIds, plan }: Saved) => {
      const known = tariff ?? made.current;
      const saved = known
        ? await api.updateTariff({ params: { tariffId: known.id }, body })
        : await api.createTariff({ body: { ...body, siteIds } });
      made.current = saved;
      if (plan !== null)
        await api.createPriceReduction({
          body: {
            name: plan.name.trim() || t('tariff:allowance.firstName'),
            target: 'driverGroup',
            targetId: Number(plan.groupId),
            rule: { kind: 'plan', per: plan.per, energyWh: toThousandths(plan.kWh) ?? 0 },
          },
        });
      return saved;
    },
    onSuccess: async (saved) => {
      notifications.show({ message: t('tariff:saved', { name: saved.name }) });
      await Promise.all(
        ['tariffs', 'tariff', 'tariffVersions', 'sites', 'overview', 'priceReductions'].map((kind) =>
          cache.invalidateQueries({ queryKey: [kind] }),
        ),
      );
      await navigate({ to: '/prices' });
    },
  });
}
