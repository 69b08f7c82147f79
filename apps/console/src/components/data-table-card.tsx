import classes from './data-table.module.css';
import type { Column } from './data-table.tsx';
import notes from './notes.module.css';

interface Opens<T> {
  onOpen?: (row: T) => void;
  rowName?: (row: T) => string;
  rowClass?: (row: T) => string;
}

/** A row on a phone: the first column as its title, the others as label and value. */
export function RowCard<T>({ row, columns, props }: { row: T; columns: Column<T>[]; props: Opens<T> }) {
  const [title, ...rest] = columns;
  const open = props.onOpen;
  return (
    <article className={`sm-panel ${classes.card} ${props.rowClass?.(row) ?? ''}`}>
      <div className={classes.cardTitle}>{title?.cell(row)}</div>
      <dl className={notes.facts}>
        {rest.map((column) => (
          <div key={column.key}>
            <dt>{column.header}</dt>
            <dd>{column.cell(row)}</dd>
          </div>
        ))}
      </dl>
      {open && (
        <button type="button" className={classes.cover} onClick={() => open(row)} aria-label={props.rowName?.(row) ?? title?.header} />
      )}
    </article>
  );
}
