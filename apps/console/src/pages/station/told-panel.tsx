import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNote } from '../../components/error-note.tsx';
import shared from './station.module.css';
import classes from './told.module.css';

interface Props {
  title: string;
  actions?: ReactNode;
  /** One line below the heading. */
  note?: ReactNode;
  /** Said where there is nothing to list. */
  empty: string;
  list: { items: readonly unknown[]; isLoading: boolean; error: Error | null };
  children: ReactNode;
}

/** A heading, what can be done, and a list of what the station told. */
export function ToldPanel({ title, actions, note, empty, list, children }: Props) {
  return (
    <section className={`sm-panel ${shared.box}`} aria-label={title}>
      <div className={shared.boxHead}>
        <h2 className={shared.heading}>{title}</h2>
        {actions && <div className={shared.buttons}>{actions}</div>}
      </div>
      {note && <p className={`sm-quiet ${classes.note}`}>{note}</p>}
      {list.error && <ErrorNote error={list.error} />}
      {list.isLoading && <Skeleton height={44} aria-hidden />}
      {!list.isLoading && !list.error && list.items.length === 0 && <p className={`sm-quiet ${classes.empty}`}>{empty}</p>}
      {list.items.length > 0 && <ul className={classes.rows}>{children}</ul>}
    </section>
  );
}

/** One thing the station told of: what it is, what is known of it, what can be done with it. */
export function ToldRow({ what, known, when, action }: { what: ReactNode; known?: ReactNode; when?: ReactNode; action?: ReactNode }) {
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <div>{what}</div>
        {known && <div className={`sm-quiet ${classes.known}`}>{known}</div>}
      </div>
      {when && <div className={`sm-quiet ${classes.when}`}>{when}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </li>
  );
}
