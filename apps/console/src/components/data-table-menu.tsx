import { Button, Checkbox, Popover, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from './data-table.tsx';
import type { TableView } from './data-table-view.ts';

interface Props<T> {
  columns: Column<T>[];
  view: TableView;
  sort: string;
  onSort: (sort: string) => void;
  phone: boolean;
}

/** Columns and row height; on a phone, where there is no header to press, the order. */
export function ViewMenu<T>({ columns, view, sort, onSort, phone }: Props<T>) {
  const { t } = useTranslation();
  const sortable = columns
    .filter((column) => column.sort)
    .flatMap((column) => [
      { value: column.key, label: `${column.header} ↑` },
      { value: `-${column.key}`, label: `${column.header} ↓` },
    ]);
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-sm" ml="auto" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}>
          {t('table.view')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" w={220}>
          {phone ? (
            <Select
              label={t('table.sortBy', { column: '' })}
              data={sortable}
              value={sort || null}
              onChange={(value) => onSort(value ?? '')}
              clearable
              comboboxProps={{ withinPortal: false }}
            />
          ) : (
            <SegmentedControl
              size="xs"
              aria-label={t('table.density')}
              value={view.dense ? 'compact' : 'comfortable'}
              onChange={(value) => view.setDense(value === 'compact')}
              data={['comfortable', 'compact'].map((value) => ({ value, label: t(`table.${value}`) }))}
            />
          )}
          {columns
            .filter((column) => !column.fixed)
            .map((column) => (
              <Checkbox
                key={column.key}
                size="xs"
                label={column.header}
                checked={view.chosen[column.key] ?? !column.optional}
                onChange={(event) => view.choose(column.key, event.currentTarget.checked)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
