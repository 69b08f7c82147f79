import { ActionIcon, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import { useNow } from '../../now.ts';

/** A month, `2026-11`, with the one before and after. */
export function MonthChoice({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const { t } = useTranslation('uptime');
  const locale = useLocale();
  const now = useNow(60_000);
  const shown = month === '' ? monthNow(now) : month;
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${shown}-01T00:00:00Z`),
  );
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon variant="default" size="lg" aria-label={t('uptime:before')} onClick={() => onChange(moved(shown, -1))}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <strong aria-live="polite" style={{ minWidth: 130, textAlign: 'center' }}>
        {name}
      </strong>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('uptime:after')}
        disabled={shown >= monthNow(now)}
        onClick={() => onChange(moved(shown, 1))}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}

export const monthNow = (now: number): string => {
  const date = new Date(now);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
};
function moved(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
