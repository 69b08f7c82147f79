import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { energy, exact, power } from '../../../format.ts';
import { useLocale } from '../../../locale.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import { type Kept, useRecords } from '../use-records.ts';
import { amountText } from './limit-words.ts';

interface Needs {
  departureAt: string | null;
  energyWh: number | null;
  maxPowerW: number | null;
}
interface CarPlan {
  isWithin: boolean;
  chargingSchedule: { chargingRateUnit: 'A' | 'W'; chargingSchedulePeriod: { limit?: number; setpoint?: number }[] };
}

/** What cars said they want, and what they make of their limits. */
export function CarPanel({ station, evseId }: { station: Station; evseId: number }) {
  const { t } = useTranslation('limits');
  const needs = useRecords<Needs>(station.id, 'chargingNeeds');
  const plans = useRecords<CarPlan>(station.id, 'chargingSchedule');
  const isHere = (record: { evseId: number }): boolean => evseId === 0 || record.evseId === evseId;
  const items = needs.items.filter(isHere);
  return (
    <ToldPanel title={t('limits:car')} empty={t('limits:noCar')} list={{ ...needs, items }}>
      {items.map((record) => (
        <CarRow key={record.key} needs={record} plan={plans.items.find(({ key }) => key === record.key)} />
      ))}
    </ToldPanel>
  );
}

function CarRow({ needs: { data, evseId, at }, plan }: { needs: Kept<Needs>; plan: Kept<CarPlan> | undefined }) {
  const { t } = useTranslation('limits');
  const locale = useLocale();
  const { energyWh, departureAt, maxPowerW } = data;
  const wish = [
    energyWh === null ? t('limits:needs.noEnergy') : t('limits:needs.energy', { energy: energy(energyWh, locale) }),
    departureAt === null ? t('limits:needs.noDeparture') : t('limits:needs.departure', { time: exact(Date.parse(departureAt), locale) }),
    ...(maxPowerW === null ? [] : [t('limits:needs.most', { power: power(maxPowerW, locale) })]),
  ];
  const [first] = plan?.data.chargingSchedule.chargingSchedulePeriod ?? [];
  const amount = first?.limit ?? first?.setpoint;
  return (
    <ToldRow
      what={wish.join(', ')}
      known={
        <>
          {t('limits:plug', { plug: evseId })}
          {plan && amount !== undefined && (
            <>
              {' · '}
              {t('limits:carPlan', { amount: amountText(amount, plan.data.chargingSchedule.chargingRateUnit, locale) })}{' '}
              <ToneBadge tone={plan.data.isWithin ? 'free' : 'wait'} shape={plan.data.isWithin ? 'check' : 'triangle'}>
                {t(plan.data.isWithin ? 'limits:within' : 'limits:beyond')}
              </ToneBadge>
            </>
          )}
        </>
      }
      when={<RelativeTime at={at} />}
    />
  );
}
