import { Anchor, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Lines } from './bill.tsx';
import { Origin } from './origin.tsx';
import classes from './session.module.css';
import type { FullBill } from './stretches.ts';
import type { Pointing } from './use-pointing.ts';
import { WhyTariff } from './why-tariff.tsx';

interface Props {
  session: Session;
  bill: FullBill | undefined;
  error: Error | null;
  /** Lines that are lit. */
  lit: ReadonlySet<number>;
  pointing: Pointing;
}

/** What it cost, what each line comes from, and why by this tariff. */
export function BillPanel({ session, bill, error, lit, pointing }: Props) {
  const { t } = useTranslation('sessions');
  const zone = session.timeZone;
  const isElsewhere = zone !== null && zone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { pinned, point, pin } = pointing;
  const ofLines = {
    lit,
    isPinned: (index: number) => pinned?.kind === 'line' && pinned.index === index,
    point: (index: number | null) => point(index === null ? null : { kind: 'line', index }),
    pin: (index: number) => pin({ kind: 'line', index }),
  };
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="bill">
      <h2 className={classes.heading} id="bill">
        {t('sessions:one.bill')}
      </h2>
      {error && <ErrorNote error={error} />}
      {!bill && !error && <Skeleton height={180} radius="md" />}
      {bill?.cost && (
        <Lines
          cost={bill.cost}
          running={session.status === 'active'}
          origin={(line) => <Origin line={line} bill={bill} zone={zone} />}
          pointing={ofLines}
        />
      )}
      {bill && !bill.cost && (
        <p className={`sm-quiet ${classes.note}`}>{t(session.tariffName ? 'sessions:one.notPriced' : 'sessions:one.notCharged')}</p>
      )}
      {bill?.cost && <p className={`sm-quiet ${classes.note}`}>{t('sessions:one.billing')}</p>}
      {bill?.cost && isElsewhere && <p className={`sm-quiet ${classes.note}`}>{t('bill:zone', { zone })}</p>}
      {bill && <WhyTariff bill={bill} />}
      {bill && !bill.tariff && !bill.cost && (
        <Anchor component={Link} to="/sites" fz={14}>
          {t('sessions:one.givePrice')}
        </Anchor>
      )}
    </section>
  );
}
