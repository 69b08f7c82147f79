import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { List } from '../queries.ts';
import { useUrlState } from '../url.ts';
import classes from './data-table.module.css';
import { RowCard } from './data-table-card.tsx';
import { HeaderRow } from './data-table-header.tsx';
import { ViewMenu } from './data-table-menu.tsx';
import { useTableView } from './data-table-view.ts';
import { ErrorNote } from './error-note.tsx';
import { sortRows } from './sort-rows.ts';

export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Absent: not sortable. Missing values sort last. */
  sort?: (row: T) => string | number | null;
  align?: 'end';
  /** CSS width of the column. */
  width?: string;
  /** Stays when columns are chosen; the first such column is the title of the phone's card. */
  fixed?: boolean;
  /** Not shown until chosen. */
  optional?: boolean;
}
interface Props<T> {
  /** Names the table where its view (columns, density) is remembered. */
  id: string;
  /** What the table holds, for screen readers. */
  label: string;
  columns: Column<T>[];
  list: List<T>;
  rowKey: (row: T) => string;
  /** Opens the row by click or Enter. Links inside cells go on working. */
  onOpen?: (row: T) => void;
  /** For screen readers and for `onOpen`. */
  rowName?: (row: T) => string;
  rowClass?: (row: T) => string;
  empty: ReactNode;
  /** Left of the view menu: counts, bulk actions. */
  tools?: ReactNode;
}

/** Sorting, column choice, density, thousands of rows, the keyboard, and cards on a phone. */
export function DataTable<T>(props: Props<T>) {
  const { list, columns, id } = props;
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const [{ sort }, setUrl] = useUrlState('sort');
  const view = useTableView(id);
  const shown = columns.filter((column) => column.fixed || (view.chosen[column.key] ?? !column.optional));
  const rows = useMemo(() => sortRows(list.items, columns, sort), [list.items, columns, sort]);
  if (list.error && list.items.length === 0) return <ErrorNote error={list.error} retry={list.refetch} />;
  if (!list.loading && rows.length === 0) return <div className="sm-panel">{props.empty}</div>;
  return (
    <div>
      <div className={classes.tools}>
        <span className="sm-quiet">
          {list.loading ? t('loading') : `${t('table.shown', { count: rows.length })}${list.hasMore ? '+' : ''}`}
        </span>
        {sort && list.hasMore && <span className="sm-quiet">{t('table.sortLoaded')}</span>}
        {props.tools}
        <ViewMenu columns={columns} view={view} sort={sort} onSort={(next) => setUrl({ sort: next })} phone={phone} />
      </div>
      <div className={phone ? undefined : `sm-panel ${classes.scroll}`}>
        {list.loading ? (
          <TableSkeleton />
        ) : phone ? (
          <div className={classes.cards}>
            {rows.map((row) => (
              <RowCard key={props.rowKey(row)} row={row} columns={shown} props={props} />
            ))}
          </div>
        ) : (
          <Rows {...props} rows={rows} shown={shown} sort={sort} onSort={(next) => setUrl({ sort: next })} dense={view.dense} />
        )}
      </div>
      {list.hasMore && (
        <div className={classes.more}>
          <MoreButton list={list} />
        </div>
      )}
    </div>
  );
}

/** Loads by itself when it comes into sight; a button for the keyboard. */
function MoreButton<T>({ list }: { list: List<T> }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const load = useRef(list.loadMore);
  load.current = list.loadMore;
  const loaded = list.items.length;
  // Watches anew after each page: a button that stays in sight tells nothing by itself.
  useEffect(() => {
    if (!button.current || loaded === 0) return;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load.current(), {
      rootMargin: '400px',
    });
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, [loaded]);
  return (
    <Button ref={button} variant="default" loading={list.loadingMore} onClick={list.loadMore}>
      {t('table.loadMore')}
    </Button>
  );
}

function TableSkeleton() {
  return (
    <div style={{ padding: 16, display: 'grid', gap: 14 }}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((line) => (
        <Skeleton key={line} height={20} />
      ))}
    </div>
  );
}

type RowsProps<T> = Props<T> & { rows: T[]; shown: Column<T>[]; sort: string; onSort: (sort: string) => void; dense: boolean };

/** A real table in which only the rows in sight exist; spacers above and below keep the scroll bar true. */
function Rows<T>({ rows, shown, sort, onSort, dense, label, rowKey, onOpen, rowName, rowClass }: RowsProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current ? body.current.getBoundingClientRect().top + window.scrollY : 0), []);
  const height = dense ? 37 : 49;
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => height, overscan: 16, scrollMargin: top });
  useEffect(() => {
    if (height) virtual.measure();
  }, [virtual, height]);
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <table className={classes.table} data-dense={dense || undefined} aria-label={label} aria-rowcount={rows.length + 1}>
      <HeaderRow columns={shown} sort={sort} onSort={onSort} />
      <tbody ref={body}>
        {before > 0 && (
          <tr aria-hidden style={{ height: before }}>
            <td colSpan={shown.length} />
          </tr>
        )}
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const open = onOpen && (() => onOpen(row));
          return (
            <tr
              key={rowKey(row)}
              aria-rowindex={item.index + 2}
              className={rowClass?.(row) || undefined}
              {...(open
                ? { tabIndex: 0, 'data-open': true, onClick: clickOpens(open), onKeyDown: keys(open), 'aria-label': rowName?.(row) }
                : {})}
            >
              {shown.map((column) => (
                <td key={column.key} data-align={column.align}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
        {after > 0 && (
          <tr aria-hidden style={{ height: after }}>
            <td colSpan={shown.length} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

const inner = 'a, button, input, label, [role="menuitem"]';
const clickOpens = (open: () => void) => (event: React.MouseEvent<HTMLElement>) => {
  if (!(event.target as HTMLElement).closest(inner) && window.getSelection()?.isCollapsed !== false) open();
};

/** Enter opens; arrows (or J and K) walk the rows. */
const keys = (open: () => void) => (event: React.KeyboardEvent<HTMLElement>) => {
  if (event.target !== event.currentTarget) return;
  const step =
    event.key === 'ArrowDown' || event.key === 'j'
      ? 'nextElementSibling'
      : event.key === 'ArrowUp' || event.key === 'k'
        ? 'previousElementSibling'
        : null;
  if (event.key === 'Enter') open();
  if (!step) return;
  event.preventDefault();
  (event.currentTarget[step] as HTMLElement | null)?.focus();
};
