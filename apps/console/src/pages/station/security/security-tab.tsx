import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import { InstallSheet } from './install-sheet.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { Moves } from './moves.tsx';
import classes from './security.module.css';

/** How the station's line is protected, how it gets more of that, and what to type into it. */
export function SecurityTab({ station }: { station: Station }) {
  const { t } = useTranslation('security');
  const administrator = useMay('administrator');
  const [asking, setAsking] = useState(false);
  const overview = useQuery({ queryKey: keys.overview, queryFn: () => api.overview() });
  const { transport } = station;
  const isSafe = station.securityProfile >= 2;
  const sheet = <InstallSheet station={station} ocppUrl={overview.data?.ocppUrl ?? ''} tlsUrl={overview.data?.tlsUrl ?? null} />;
  // Decided once: what somebody reads must not move away when the box calls.
  const [isNew] = useState(station.connectedAt === null);
  return (
    <div className={shared.stack}>
      {isNew && sheet}
      <section className={`sm-panel ${shared.box}`}>
        <h2 className={shared.heading}>{t('security:title')}</h2>
        <Group gap={10} className={classes.state ?? ''}>
          <ToneBadge tone={isSafe ? 'free' : 'wait'} shape={isSafe ? 'check' : 'pause'}>
            {t(`security:profile.${station.securityProfile}.name`)}
          </ToneBadge>
          {station.movingTo !== null && (
            <span className="sm-quiet">{t('security:movingTo', { profile: t(`security:profile.${station.movingTo}.name`) })}</span>
          )}
        </Group>
        <p className={`sm-quiet ${shared.since}`}>{t(`security:profile.${station.securityProfile}.means`)}</p>
        <dl className={classes.facts}>
          <dt>{t('security:lastLine')}</dt>
          <dd>{t(transport?.encryptedBy ? `security:by.${transport.encryptedBy}` : 'security:by.nobody')}</dd>
          {transport?.protocol && (
            <>
              <dt>{t('security:encryption')}</dt>
              <dd className="sm-mono">{[transport.protocol, transport.cipher].filter(Boolean).join(', ')}</dd>
            </>
          )}
          {transport?.certificate && (
            <>
              <dt>{t('security:certificate')}</dt>
              <dd>
                {t('security:issuedBy', { name: transport.certificate.commonName, issuer: transport.certificate.issuer })}{' '}
                <span className="sm-quiet">
                  {t('security:validTo')} <RelativeTime at={new Date(transport.certificate.validTo).toISOString()} />
                </span>
              </dd>
            </>
          )}
          {station.certificateName && (
            <>
              <dt>{t('security:expectedName')}</dt>
              <dd className="sm-mono">{station.certificateName}</dd>
            </>
          )}
        </dl>
        {administrator && station.movingTo === null && (
          <Group>
            <Button onClick={() => setAsking(true)}>{t('security:move')}</Button>
          </Group>
        )}
      </section>
      <Moves stationId={station.id} />
      {!isNew && sheet}
      {asking && <MoveDialog station={station} hasTls={(overview.data?.tlsUrl ?? null) !== null} onClose={() => setAsking(false)} />}
    </div>
  );
}
