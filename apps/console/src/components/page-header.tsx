import { type ReactNode, useEffect } from 'react';
import classes from './notes.module.css';

/** The page's name (also the browser tab's), one line about it, and its buttons. `title` may show more than `name` says. */
export function PageHeader({ name, title, text, actions }: { name: string; title?: ReactNode; text?: ReactNode; actions?: ReactNode }) {
  usePageTitle(name);
  return (
    <header className={classes.header}>
      <div style={{ minWidth: 0 }}>
        <h1 className={classes.headerTitle}>{title ?? name}</h1>
        {text && <div className={classes.headerText}>{text}</div>}
      </div>
      {actions && <div className={classes.headerActions}>{actions}</div>}
    </header>
  );
}

export function usePageTitle(name: string): void {
  useEffect(() => {
    document.title = `${name} · Stationmaster`;
  }, [name]);
}
