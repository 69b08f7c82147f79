import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Money, RelativeTime } from '../../components/quantity.tsx';
import { keys, useList } from '../../queries.ts';
import classes from './cards.module.css';

/** What a card was given and what it spent, newest first. */
export function CreditEntries({ tokenId }: { tokenId: number }) {
  const { t } = useTranslation('credit');
  const list = useList(keys.creditEntries(tokenId), (cursor) =>
    api.listCreditEntries({ params: { tokenId }, query: { limit: 20, ...(cursor ? { cursor } : {}) } }),
  );
  if (list.error) return <ErrorNote error={list.error} />;
  if (list.loading) return null;
  if (list.items.length === 0) return <p className="sm-quiet">{t('credit:noEntries')}</p>;
  return (
    <section aria-label={t('credit:entries')}>
      <ul className={classes.entries}>
        {list.items.map(({ id, at, kind, amount, currency, sessionId, reservationId, author, reason }) => (
          <li key={id}>
            <span className={classes.entry}>
              {sessionId === null ? (
                reservationId === null ? (
                  t(`credit:entry.${kind}`)
                ) : (
                  t('credit:reservation', { id: reservationId })
                )
              ) : (
                <Link to={`/sessions/${sessionId}` as never} className="sm-link">
                  {t('credit:session', { id: sessionId })}
                </Link>
              )}
              <span className="sm-quiet">
                <RelativeTime at={at} />
                {kind !== 'session' && kind !== 'reservation' && ` · ${author}`}
                {reason !== '' && ` · ${reason}`}
              </span>
            </span>
            <Money amount={amount} currency={currency} />
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button variant="default" size="compact-sm" loading={list.loadingMore} onClick={list.loadMore}>
          {t('credit:more')}
        </Button>
      )}
    </section>
  );
}
