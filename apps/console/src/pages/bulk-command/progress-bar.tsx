import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BulkCommand } from '../../api.ts';
import { commandLook } from '../station/command-outcome.tsx';
import { parts } from './progress.ts';
import { useProgressWords } from './progress-words.ts';

/** All its stations as one bar, a piece a status. Said in words to a screen reader; beside it the words stand for all. */
export function ProgressBar({ bulk, size }: { bulk: BulkCommand; size: number }) {
  const { t } = useTranslation('commands');
  const words = useProgressWords();
  return (
    <Progress.Root size={size} role="img" aria-label={`${t('commands:progress.label')}: ${words(bulk)}`}>
      {parts(bulk).map(({ status, count }) => (
        <Progress.Section
          key={status}
          value={(100 * count) / bulk.total}
          color={`var(--sm-${commandLook(status).tone})`}
          title={`${t(`commands:status.${status}`)}: ${count}`}
          withAria={false}
        />
      ))}
    </Progress.Root>
  );
}
