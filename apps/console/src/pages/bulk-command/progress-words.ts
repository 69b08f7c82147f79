import { useTranslation } from 'react-i18next';
import type { BulkCommand } from '../../api.ts';
import { sums } from './progress.ts';

/** "10 of 12 done, 1 failed, 1 under way". */
export function useProgressWords(): (bulk: Pick<BulkCommand, 'byStatus' | 'total'>) => string {
  const { t } = useTranslation('commands');
  return (bulk) => {
    const { done, failed, impossible, dropped, underWay } = sums(bulk);
    return [
      t('commands:progress.sum', { done, total: bulk.total }),
      ...(failed > 0 ? [t('commands:progress.failed', { count: failed })] : []),
      ...(impossible > 0 ? [t('commands:progress.impossible', { count: impossible })] : []),
      ...(dropped > 0 ? [t('commands:progress.dropped', { count: dropped })] : []),
      ...(underWay > 0 ? [t('commands:progress.underWay', { count: underWay })] : []),
    ].join(', ');
  };
}
