import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import { RelativeTime } from '../../components/quantity.tsx';
import { duration } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './station.module.css';

/** What the station says about itself. */
export function NamePlate({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const locale = useLocale();
  const skew = station.clockSkewMs;
  const facts: [string, React.ReactNode][] = [
    [
      t('station:identity'),
      <span key="id" className="sm-mono">
        {station.id}
      </span>,
    ],
    [t('station:vendor'), station.vendor],
    [t('station:model'), station.model],
    [t('station:serial'), station.serialNumber],
    [t('station:firmware'), station.firmwareVersion],
    [t('station:protocol'), station.protocol],
    [t('station:address'), station.remoteAddress],
    [t('station:meter'), [station.meterType, station.meterSerialNumber].filter(Boolean).join(' ')],
    [t('station:sim'), [station.iccid, station.imsi].filter(Boolean).join(' ')],
    [
      t('station:booted'),
      station.bootedAt && (
        <>
          <RelativeTime at={station.bootedAt} />
          {station.bootReason && ` (${station.bootReason})`}
        </>
      ),
    ],
    [t('station:connected'), station.connectedAt && <RelativeTime at={station.connectedAt} />],
    [t('station:lastHeard'), station.lastHeardAt && <RelativeTime at={station.lastHeardAt} />],
    [
      t('station:clock'),
      skew === null
        ? null
        : Math.abs(skew) < 2000
          ? t('station:clockRight')
          : t(skew > 0 ? 'station:clockAhead' : 'station:clockBehind', { by: duration(Math.abs(skew) / 1000, locale) }),
    ],
    [t('station:known'), <RelativeTime key="known" at={station.createdAt} />],
  ];
  return (
    <section className={`sm-panel ${classes.box}`}>
      <h2 className={classes.heading}>{t('station:plate')}</h2>
      <dl className={classes.plate}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
