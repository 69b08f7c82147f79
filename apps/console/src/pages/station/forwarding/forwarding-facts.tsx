import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import security from '../security/security.module.css';
import shared from '../station.module.css';
import classes from './forwarding.module.css';
import { type Forwarding, type Stand, stateLooks, stateOf } from './looks.ts';
import { Missed, Moved } from './stand.tsx';

/** How the line to the second back end stands, in plain words. */
export function ForwardingFacts({ forwarding, stand }: { forwarding: Forwarding; stand: Stand }) {
  const { t } = useTranslation('forwarding');
  const state = stateOf(forwarding);
  const { url, identity, commands, patienceSeconds, problem, problemDetail, connectedAt, disconnectedAt } = forwarding;
  return (
    <>
      <h2 className={shared.heading}>{t('forwarding:panel')}</h2>
      <Group gap={10} className={security.state ?? ''}>
        <ToneBadge {...stateLooks[state]}>{t(`forwarding:state.${state}`)}</ToneBadge>
        {state !== 'asleep' && (
          <span className="sm-quiet">
            <RelativeTime at={forwarding.connected ? connectedAt : (disconnectedAt ?? forwarding.since)} />
          </span>
        )}
      </Group>
      {problem !== null && (
        <p role="status" className={`${security.reason} ${classes.said}`}>
          {t(`forwarding:problem.${problem}`)} {problemDetail && <span className="sm-quiet sm-mono">{problemDetail}</span>}
        </p>
      )}
      <Moved stand={stand} forwarding={forwarding} />
      <dl className={security.facts}>
        <dt>{t('forwarding:address')}</dt>
        <dd className="sm-mono">{url}</dd>
        {identity !== null && (
          <>
            <dt>{t('forwarding:identity')}</dt>
            <dd className="sm-mono">{identity}</dd>
          </>
        )}
        <dt>{t('forwarding:waiting')}</dt>
        <dd>
          <Waiting count={forwarding.waiting} since={forwarding.waitingSince} />
          <Missed stand={stand} forwarding={forwarding} />
        </dd>
        <dt>{t('forwarding:patience')}</dt>
        <dd>{t('forwarding:seconds', { count: patienceSeconds })}</dd>
        <dt>{t('forwarding:mayCommand')}</dt>
        <dd>{commands.length === 0 ? t('forwarding:nothing') : commands.join(', ')}</dd>
        {Object.entries(forwarding.byAction).map(([action, role]) => (
          <Right key={action} action={action} text={t(`forwarding:form.role.${role}`)} />
        ))}
      </dl>
    </>
  );
}

function Right({ action, text }: { action: string; text: string }) {
  return (
    <>
      <dt className="sm-mono">{action}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** How much the second back end has missed so far, and since when. */
export function Waiting({ count, since, most = 10_000 }: { count: number; since: string | null; most?: number }) {
  const { t } = useTranslation('forwarding');
  if (count === 0) return <span className="sm-quiet">{t('forwarding:nothingWaits')}</span>;
  return (
    <span>
      {count > most ? t('forwarding:waitingMore', { count: most }) : t('forwarding:waitingCount', { count })}
      {since !== null && (
        <span className="sm-quiet">
          , {t('forwarding:oldest')} <RelativeTime at={since} />
        </span>
      )}
    </span>
  );
}
