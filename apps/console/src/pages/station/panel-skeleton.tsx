import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The shape of a part of the page that is on its way. */
export function PanelSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton height={120} mb={16} radius="lg" />
      <Skeleton height={240} radius="lg" />
    </div>
  );
}
