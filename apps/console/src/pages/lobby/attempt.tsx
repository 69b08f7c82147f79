import { Button, Code, CopyButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type LobbyAttempt } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useGlow } from '../../glow.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { stationAddress } from '../../station-address.ts';
import classes from './lobby.module.css';

const ConnectionSteps = lazily(async () => (await import('../../components/connection-steps.tsx')).ConnectionSteps);

/** Mended by the encrypted address. */
const wantsTls: ReadonlySet<LobbyAttempt['reason']> = new Set(['needsTls', 'noCertificate', 'tlsServerName', 'tlsPlain', 'plainTls']);

interface Props {
  attempt: LobbyAttempt;
  ocppUrl: string;
  tlsUrl: string | null;
  onAdopt: () => void;
}

/** One box that calls in: who it says it is, what happened, what that means, what to change. */
export function Attempt({ attempt, ocppUrl, tlsUrl, onAdopt }: Props) {
  const { t } = useTranslation('lobby');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const shine = useGlow(`lobby#${attempt.id}`);
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
    tls: tlsUrl === null ? t('lobby:noTls') : stationAddress(tlsUrl, attempt.stationId ?? ''),
    servername: attempt.transport?.servername ?? '',
    certificate: attempt.transport?.certificate?.commonName || t('lobby:nothingOffered'),
    issuer: attempt.transport?.certificate?.issuer ?? '',
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
      {attempt.perhaps.length > 0 && <Perhaps stationIds={attempt.perhaps} />}
      {!attempt.adoptable && <AtTheBox said={attempt.said} />}
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
          <Encryption transport={attempt.transport} />
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
            <CopyButton value={tlsUrl !== null && wantsTls.has(attempt.reason) ? values.tls : values.url}>
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

/** Where that is changed at its maker's boxes; looked up when somebody wants to know. */
function AtTheBox({ said }: { said: LobbyAttempt['said'] }) {
  const { t } = useTranslation('lobby');
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('lobby:atTheBox')}</summary>
      {isOpen && <ConnectionSteps {...makerIn(said)} />}
    </details>
  );
}

/** What it told of its maker when it started, 1.6 and 2.x. */
function makerIn(said: LobbyAttempt['said']): { vendor: string | null; model: string | null } {
  const { chargePointVendor, chargePointModel, chargingStation } = said ?? {};
  const { vendorName, model } = (chargingStation ?? {}) as Record<string, unknown>;
  const text = (...values: unknown[]): string | null => values.find((value) => typeof value === 'string') ?? null;
  return { vendor: text(chargePointVendor, vendorName), model: text(chargePointModel, model) };
}

/** Whoever cannot say who he is calls from somewhere all the same. */
function Perhaps({ stationIds }: { stationIds: readonly string[] }) {
  const { t } = useTranslation('lobby');
  return (
    <p className="sm-quiet">
      {t('lobby:perhapsText')}{' '}
      {stationIds.map((stationId) => (
        <Link key={stationId} to="/stations/$stationId" params={{ stationId }} className={`sm-link ${classes.perhaps}`}>
          {stationId}
        </Link>
      ))}
    </p>
  );
}

/** What was seen of the encryption. */
function Encryption({ transport }: { transport: LobbyAttempt['transport'] }) {
  const { t } = useTranslation('lobby');
  if (transport === null) return null;
  const { protocol, cipher, certificate, servername, code } = transport;
  return (
    <>
      <dt>{t('lobby:encryption')}</dt>
      <dd className="sm-mono">{[protocol, cipher].filter(Boolean).join(', ') || '–'}</dd>
      {certificate && (
        <>
          <dt>{t('lobby:certificate')}</dt>
          <dd>{t('lobby:issuedBy', { name: certificate.commonName || '–', issuer: certificate.issuer || '–' })}</dd>
        </>
      )}
      {servername && (
        <>
          <dt>{t('lobby:askedFor')}</dt>
          <dd className="sm-mono">{servername}</dd>
        </>
      )}
      {code && (
        <>
          <dt>{t('lobby:openssl')}</dt>
          <dd className="sm-mono">{code}</dd>
        </>
      )}
    </>
  );
}
