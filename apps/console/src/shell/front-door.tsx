import { Logo } from '@stationmaster/ui';
import type { ReactNode } from 'react';
import { usePageTitle } from '../components/page-header.tsx';
import classes from './front-door.module.css';
import { LanguageChoice, SchemeChoice } from './preferences.tsx';

/** The frame of pages that need no sign-in. */
export function FrontDoor({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <div className={classes.room}>
      <main className={`sm-panel ${classes.card}`}>
        <div className={classes.brand}>
          <Logo size={36} />
          <span>Stationmaster</span>
        </div>
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
        {children}
      </main>
      <footer className={classes.foot}>
        <LanguageChoice />
        <SchemeChoice />
      </footer>
    </div>
  );
}
