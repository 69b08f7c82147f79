import { Button, Code, CopyButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type LobbyAttempt } from '../../api.ts';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useGlow } from '../../glow.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { stationAddress } from '../../station-address.ts';
import classes from './lobby.module.css';

interface Props {
  attempt: LobbyAttempt;
  ocppUrl: string;
  onAdopt: () => void;
}

/** One box that calls in: who it says it is, what happened, what that means, what to change. */
export function Attempt({ attempt, ocppUrl, onAdopt }: Props) {
  const { t } = useTranslation('lobby');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const shine = useGlow(`lobby:${attempt.id}`);
  const dismiss = useMutation({
    mutationFn: () => api.dismiss({ params: { attemptId: attempt.id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.lobby }),
  });
  const name = attempt.stationId ?? t('lobby:nameless');
  const values = {
    path: attempt.path,
    offered: attempt.offered || t('lobby:nothingOffered'),
    url: stationAddress(ocppUrl, attempt.stationId ?? ''),
    id: attempt.stationId ?? '',
  };
  return (
    <article className={`sm-panel ${classes.attempt} ${shine}`} aria-label={name}>
      <div className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        {attempt.connected && (
          <ToneBadge tone="busy" shape="plug">
            {t('lobby:connected')}
          </ToneBadge>
        )}
        <span className={`sm-quiet ${classes.when}`}>
          {t('lobby:attempts', { count: attempt.attempts })} · <RelativeTime at={attempt.lastAt} />
        </span>
      </div>
      <dl className={classes.story}>
        <dt>{t('lobby:whatHappened')}</dt>
        <dd>{t(`lobby:reason.${attempt.reason}.happened`, values)}</dd>
        <dt>{t('lobby:whatItMeans')}</dt>
        <dd>{t(`lobby:reason.${attempt.reason}.means`, values)}</dd>
        <dt>{t('lobby:whatToChange')}</dt>
        <dd className={classes.change}>{t(`lobby:reason.${attempt.reason}.change`, values)}</dd>
      </dl>
      <details className={classes.more}>
        <summary>{t('lobby:details')}</summary>
        <dl className={classes.facts}>
          <dt>{t('lobby:from')}</dt>
          <dd className="sm-mono">{attempt.remoteAddress}</dd>
          <dt>{t('lobby:path')}</dt>
          <dd className="sm-mono">{attempt.path}</dd>
          <dt>{t('lobby:offered')}</dt>
          <dd className="sm-mono">{attempt.offered || '–'}</dd>
          <dt>{t('lobby:device')}</dt>
          <dd>{attempt.userAgent || '–'}</dd>
          <dt>{t('lobby:firstSeen')}</dt>
          <dd>
            <RelativeTime at={attempt.firstAt} />
          </dd>
        </dl>
        {attempt.said && (
          <>
            <div className={classes.label}>{t('lobby:said')}</div>
            <Code block>{JSON.stringify(attempt.said, null, 2)}</Code>
          </>
        )}
      </details>
      {operator && (
        <div className={classes.buttons}>
          {attempt.adoptable && <Button onClick={onAdopt}>{t('lobby:adopt')}</Button>}
          {!attempt.adoptable && (
            <CopyButton value={values.url}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'common:copied' : 'lobby:copyAddress')}
                </Button>
              )}
            </CopyButton>
          )}
          <Button variant="subtle" color="gray" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
            {t('lobby:dismiss')}
          </Button>
        </div>
      )}
    </article>
  );
}
