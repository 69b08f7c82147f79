import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The shape of a page that is on its way. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton height={28} width={220} mb={24} />
      <Skeleton height={120} mb={16} radius="lg" />
      <Skeleton height={320} radius="lg" />
    </div>
  );
}
