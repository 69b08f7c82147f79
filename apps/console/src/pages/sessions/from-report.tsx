import { Alert } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import { labelOf } from '../reports/labels.ts';
import { type ReportFilters, reportQueryOf } from './report-filters.ts';

/** Which sessions of a report are shown: filters that have no field of their own here. */
export function FromReport({ filters, onClear }: { filters: ReportFilters; onClear: () => void }) {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  const { outcome, fromDay, untilDay, hour, without } = reportQueryOf(filters);
  const day = (value: string): string => labelOf('day', { value, name: '' }, { locale, none: '' });
  const parts = [
    ...(outcome ? [t(`reports:opened.${outcome}`)] : []),
    ...(filters.of ? [filters.of] : []),
    ...(without ? without.split(',').map((name) => `${t(`reports:dimension.${name}`)}: ${t('reports:without')}`) : []),
    ...(fromDay && untilDay ? [fromDay === untilDay ? day(fromDay) : `${day(fromDay)} – ${day(untilDay)}`] : []),
    ...(hour === undefined
      ? []
      : [t('reports:opened.hour', { hour: labelOf('hour', { value: String(hour), name: '' }, { locale, none: '' }) })]),
  ];
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconChartBar size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={t('reports:opened.clear')}
      onClose={onClear}
      mb="md"
    >
      {t('reports:opened.title')}: {parts.join(' · ')}
    </Alert>
  );
}
