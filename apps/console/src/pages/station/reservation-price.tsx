import { Skeleton } from '@mantine/core';
import type { Answer, Routes } from '@stationmaster/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Cost } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Money } from '../../components/quantity.tsx';
import { keys } from '../../queries.ts';
import { useLineText } from '../session/line-text.ts';
import classes from './reservation-price.module.css';

type Ahead = Pick<Answer<Routes['priceReservation']>, 'kept' | 'expired'>;

/** What a reservation would cost, before it is made. */
export function ReservationPrice({
  stationId,
  evseId,
  tokenId,
  minutes,
}: {
  stationId: string;
  evseId: number;
  tokenId: number | undefined;
  minutes: number;
}) {
  const { t } = useTranslation('reservations');
  const query = { evseId, minutes, ...(tokenId === undefined ? {} : { tokenId }) };
  const { data, error } = useQuery({
    queryKey: keys.reservations({ price: stationId, ...query }),
    queryFn: () => api.priceReservation({ params: { stationId }, query }),
    // The answer for another length stays until the new one is there.
    placeholderData: (before) => before,
  });
  if (error) return <ErrorNote error={error} />;
  return (
    <section aria-label={t('reservations:cost.title')} aria-live="polite" className={classes.box}>
      {data === undefined ? <Skeleton height={44} /> : <AheadView {...data} />}
    </section>
  );
}

/** What it costs that is kept to its end, and that nobody comes for. */
export function AheadView({ kept, expired }: Ahead) {
  const { t } = useTranslation('reservations');
  if (kept === null || expired === null) return <p className={classes.free}>{t('reservations:cost.none')}</p>;
  if (isFree(kept) && isFree(expired)) return <p className={classes.free}>{t('reservations:cost.free')}</p>;
  return (
    <dl className={classes.ahead}>
      <Row name={t('reservations:cost.kept')} cost={kept} />
      <Row name={t('reservations:cost.expired')} cost={expired} />
    </dl>
  );
}

function Row({ name, cost }: { name: string; cost: Cost }) {
  const text = useLineText(cost.currency);
  return (
    <div>
      <dt>
        {name}
        <span className="sm-quiet">{cost.lines.map((line) => `${text.name(line)}: ${text.price(line)}`).join(' · ')}</span>
      </dt>
      <dd>
        <Money amount={cost.total} currency={cost.currency} />
      </dd>
    </div>
  );
}

const isFree = ({ total }: Cost): boolean => Number(total) === 0;
