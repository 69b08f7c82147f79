import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { renderSVG } from 'uqr';
import type { Station } from '../../../api.ts';
import { ConnectionSteps } from '../../../components/connection-steps.tsx';
import { CopyField } from '../../../components/copy-field.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { stationAddress } from '../../../station-address.ts';
import shared from '../station.module.css';
import classes from './security.module.css';

/** What the person at the box types in; printed, it goes along. Says by itself when the box has called. */
export function InstallSheet({ station, ocppUrl, tlsUrl }: { station: Station; ocppUrl: string; tlsUrl: string | null }) {
  const { t } = useTranslation('install');
  const url = station.securityProfile >= 2 ? (tlsUrl ?? ocppUrl) : ocppUrl;
  const address = stationAddress(url, station.id);
  const isTls = station.securityProfile >= 2;
  return (
    <section className={`sm-panel ${shared.box} ${classes.sheet}`} aria-label={t('install:title')}>
      <h2 className={shared.heading}>{t('install:title')}</h2>
      <div role="status" className={classes.called}>
        {station.connected ? (
          <ToneBadge tone="free" shape="check">
            {t('install:called')} {station.connectedAt && <RelativeTime at={station.connectedAt} />}
          </ToneBadge>
        ) : (
          <ToneBadge tone="wait" shape="pause">
            {t('install:waiting')}
          </ToneBadge>
        )}
        {station.connected && (
          <Link
            to="/stations/$stationId"
            params={{ stationId: station.id }}
            search={{ tab: 'acceptance' } as never}
            className={`sm-link ${classes.noPrint}`}
          >
            {t('install:test')}
          </Link>
        )}
      </div>
      <div className={classes.columns}>
        <div className={classes.fields}>
          <CopyField label={t('install:address')} value={address} />
          <CopyField label={t('install:addressAlone')} value={url.replace(/\/$/, '')} />
          <CopyField label={t('install:identity')} value={station.id} />
          <p className="sm-quiet">{t(`install:proof.${station.securityProfile}`)}</p>
          {isTls && <p className="sm-quiet">{t('install:trust')}</p>}
        </div>
        {/* Made here of the station's own address, by a library that writes rectangles only. */}
        <div
          className={classes.code}
          role="img"
          aria-label={t('install:code')}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
          dangerouslySetInnerHTML={{ __html: renderSVG(address, { border: 2 }) }}
        />
      </div>
      <ConnectionSteps vendor={station.vendor} model={station.model} />
      <p className="sm-quiet">
        {t('install:lobby')}{' '}
        <Link to="/lobby" className={`sm-link ${classes.noPrint}`}>
          {t('install:toLobby')}
        </Link>
      </p>
      <Group className={classes.noPrint ?? ''}>
        <Button variant="default" onClick={() => window.print()}>
          {t('install:print')}
        </Button>
      </Group>
    </section>
  );
}
