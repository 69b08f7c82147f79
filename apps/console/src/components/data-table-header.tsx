import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import type { Column } from './data-table.tsx';
import { nextSort } from './sort-rows.ts';

export function HeaderRow<T>({ columns, sort, onSort }: { columns: Column<T>[]; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const order = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : undefined;
          return (
            <th
              key={column.key}
              scope="col"
              data-align={column.align}
              style={column.width ? { width: column.width } : undefined}
              aria-sort={order}
            >
              {column.sort ? (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => onSort(nextSort(sort, column.key))}
                  title={t('table.sortBy', { column: column.header })}
                >
                  {column.header}
                  {order === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                  {order === 'descending' && <IconArrowDown size={13} aria-hidden />}
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
