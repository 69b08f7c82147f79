interface Sortable<T> {
  key: string;
  sort?: (row: T) => string | number | null;
}

/** `name` ascending, `-name` descending, `''` as loaded. Missing values stand last either way; equal rows keep their order. */
export function sortRows<T>(rows: readonly T[], columns: readonly Sortable<T>[], sort: string): T[] {
  const down = sort.startsWith('-');
  const value = columns.find((column) => column.key === sort.replace(/^-/, ''))?.sort;
  if (!value) return [...rows];
  return [...rows].sort((one, other) => {
    const a = value(one);
    const b = value(other);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order =
      typeof a === 'string' && typeof b === 'string'
        ? a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' })
        : Number(a) - Number(b);
    return down ? -order : order;
  });
}

/** Pressing a header: ascending, descending, as loaded. */
export function nextSort(sort: string, key: string): string {
  return sort === key ? `-${key}` : sort === `-${key}` ? '' : key;
}
