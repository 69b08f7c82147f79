import { NumberInput, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CommandRequest } from './use-command.ts';

type Limit = NonNullable<Extract<CommandRequest, { verb: 'start' }>['limit']>;
/** As a person fills it in: kWh, money, minutes, percent. '': no such limit. */
export type LimitForm = Record<'energy' | 'cost' | 'time' | 'battery', number | string>;
export const noLimit: LimitForm = { energy: '', cost: '', time: '', battery: '' };

/** In the units of the API; undefined: no limit at all. */
export function limitOf({ energy, cost, time, battery }: LimitForm): Limit | undefined {
  const number = (value: number | string): number => (value === '' ? 0 : Number(value));
  const limit: Limit = {
    ...(number(energy) > 0 ? { maxEnergy: Math.round(number(energy) * 1000) } : {}),
    ...(number(cost) > 0 ? { maxCost: number(cost) } : {}),
    ...(number(time) > 0 ? { maxTime: Math.round(number(time) * 60) } : {}),
    ...(number(battery) > 0 ? { maxSoC: Math.round(number(battery)) } : {}),
  };
  return Object.keys(limit).length === 0 ? undefined : limit;
}

/** What a session ends at by itself, whichever comes first (2.1). */
export function SessionLimit({ value, onChange }: { value: LimitForm; onChange: (value: LimitForm) => void }) {
  const { t } = useTranslation('station');
  const field = (name: keyof LimitForm, max: number) => (
    <NumberInput
      label={t(`station:limit.${name}`)}
      value={value[name]}
      onChange={(changed) => onChange({ ...value, [name]: changed })}
      min={0}
      max={max}
      decimalScale={name === 'cost' ? 2 : name === 'energy' ? 3 : 0}
    />
  );
  return (
    <details>
      <summary>{t('station:limit.title')}</summary>
      <SimpleGrid cols={2} spacing="sm" mt="xs">
        {field('energy', 1000)}
        {field('cost', 100_000)}
        {field('time', 10_080)}
        {field('battery', 100)}
      </SimpleGrid>
    </details>
  );
}
