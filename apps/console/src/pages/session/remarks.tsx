import { StatusShape } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import { MarkBadge } from '../sessions/marks.tsx';
import classes from './session.module.css';

/** Each remark with what it means for the bill. */
export function Remarks({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  if (session.marks.length === 0) {
    if (session.status === 'active') return null;
    return (
      <p
        className={`sm-panel ${classes.box}`}
        style={{ margin: 0, display: 'flex', gap: 8, alignItems: 'center', color: 'var(--sm-free)', fontSize: 14 }}
      >
        <StatusShape shape="check" />
        {t('sessions:one.nothingOdd')}
      </p>
    );
  }
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="odd">
      <h2 className={classes.heading} id="odd">
        {t('sessions:one.looksOdd')}
      </h2>
      <ul className={classes.marks}>
        {session.marks.map((mark) => (
          <li key={mark}>
            <MarkBadge mark={mark} />
            <p>{t(`sessions:mark.${mark}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
