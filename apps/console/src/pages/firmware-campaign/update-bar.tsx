import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api.ts';
import { updateLooks, updateOrder } from './looks.tsx';

/** Nothing is there yet, or never will be. */
const empty: ReadonlySet<string> = new Set(['waiting', 'cancelled', 'skipped']);

/** All stations as one bar, a piece a state; said in words to a screen reader. */
export function UpdateBar({ byState, total, size }: { byState: Campaign['byState']; total: number; size: number }) {
  const { t } = useTranslation('firmware');
  const parts = updateOrder.flatMap((state) => ((byState[state] ?? 0) > 0 ? [{ state, count: byState[state] ?? 0 }] : []));
  const words = parts.map(({ state, count }) => `${t(`firmware:update.${state}`)}: ${count}`).join(', ');
  return (
    <Progress.Root size={size} role="img" aria-label={words || t('firmware:noStations')}>
      {parts
        .filter(({ state }) => !empty.has(state))
        .map(({ state, count }) => (
          <Progress.Section
            key={state}
            value={(100 * count) / Math.max(1, total)}
            color={`var(--sm-${updateLooks[state].tone})`}
            title={`${t(`firmware:update.${state}`)}: ${count}`}
            withAria={false}
          />
        ))}
    </Progress.Root>
  );
}
