import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type SecurityMove } from '../../../api.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import { moveLooks } from './move-looks.ts';
import classes from './security.module.css';

/** The moves of a station, newest first: how far each has come, and the way back. */
export function Moves({ stationId }: { stationId: string }) {
  const { t } = useTranslation('security');
  const { data, error, refetch } = useQuery({
    queryKey: keys.moves(stationId),
    queryFn: () => api.listMoves({ query: { stationId, limit: 5 } }),
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <section className={`sm-panel ${shared.box}`}>
      <h2 className={shared.heading}>{t('security:moves')}</h2>
      {data.items.map((move, place) => (
        <Move key={move.id} move={move} isLast={place === 0} />
      ))}
    </section>
  );
}

function Move({ move, isLast }: { move: SecurityMove; isLast: boolean }) {
  const { t } = useTranslation('security');
  const administrator = useMay('administrator');
  const cache = useQueryClient();
  const params = { moveId: move.id };
  const onSuccess = () =>
    Promise.all([keys.moves(move.stationId), keys.station(move.stationId)].map((queryKey) => cache.invalidateQueries({ queryKey })));
  const cancel = useMutation({ mutationFn: () => api.cancelMove({ params }), onSuccess });
  const revert = useMutation({ mutationFn: () => api.revertMove({ params }), onSuccess });
  const isOver = move.endedAt !== null;
  return (
    <article className={classes.move}>
      <Group gap={10} className={classes.state ?? ''}>
        <ToneBadge {...moveLooks[move.status]}>{t(`security:status.${move.status}`)}</ToneBadge>
        <span>
          {t('security:fromTo', {
            from: t(`security:profile.${move.fromProfile}.name`),
            to: t(`security:profile.${move.toProfile}.name`),
          })}
        </span>
        <span className="sm-quiet">
          {move.requestedBy} · <RelativeTime at={move.requestedAt} />
        </span>
      </Group>
      {move.reason && <p className={classes.reason}>{t(`security:reason.${move.reason}`)}</p>}
      <ol className={classes.log}>
        {move.log
          .filter(({ word }) => word !== 'notNeeded')
          .map(({ at, word }) => (
            <li key={`${at}${word}`}>
              {t(`security:word.${word}`, { defaultValue: word })}{' '}
              <span className="sm-quiet">
                <RelativeTime at={at} />
              </span>
            </li>
          ))}
      </ol>
      {(cancel.error ?? revert.error) && <ErrorNote error={(cancel.error ?? revert.error) as Error} />}
      {administrator && (
        <Group>
          {!isOver && (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('security:cancel')}
            </Button>
          )}
          {isLast && move.status === 'done' && (
            <Button variant="subtle" color="gray" loading={revert.isPending} onClick={() => revert.mutate()}>
              {t('security:revert')}
            </Button>
          )}
        </Group>
      )}
    </article>
  );
}
