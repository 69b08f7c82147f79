import { IconPlugConnected } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notes.module.css';

/** Nothing here yet: what this place is for and what to do next. */
export function EmptyState({ title, text, action, icon }: { title: string; text?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <span className={classes.emptyMark} aria-hidden>
        {icon ?? <IconPlugConnected size={24} stroke={1.6} />}
      </span>
      <p className={classes.emptyTitle}>{title}</p>
      {text && <p className={classes.emptyText}>{text}</p>}
      {action}
    </div>
  );
}
