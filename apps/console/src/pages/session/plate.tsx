import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import { RelativeTime } from '../../components/quantity.tsx';
import { exact, missing } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './session.module.css';

/** Who, where, when and the meter. */
export function Plate({ session }: { session: Session }) {
  const { t, i18n } = useTranslation('sessions');
  const locale = useLocale();
  const reason = session.stopReason;
  const why =
    reason &&
    (i18n.exists(`sessions:stopReason.${reason}`) ? t(`sessions:stopReason.${reason}`) : t('sessions:stopReason.unknown', { reason }));
  const moment = (at: string) => (
    <span className="sm-num" title={session.timeZone ? exact(Date.parse(at), locale, session.timeZone) : undefined}>
      {exact(Date.parse(at), locale)}
    </span>
  );
  return (
    <section className={`sm-panel ${classes.box}`}>
      <dl className={classes.plate}>
        <Fact name={t('sessions:one.driver')}>{session.driverName ?? '–'}</Fact>
        <Fact name={t('sessions:one.card')}>{session.idToken ? <Card session={session} /> : t('sessions:noCard')}</Fact>
        <Fact name={t('sessions:station')}>
          <Link to="/stations/$stationId" params={{ stationId: session.stationId }} className="sm-link">
            {session.stationName || session.stationId}
          </Link>
        </Fact>
        <Fact name={t('sessions:one.place')}>
          {session.connectorId !== null && session.connectorId !== 1 ? `${session.evseId}.${session.connectorId}` : session.evseId}
        </Fact>
        <Fact name={t('sessions:one.started')}>{moment(session.startedAt)}</Fact>
        {session.endedAt && <Fact name={t('sessions:one.end')}>{moment(session.endedAt)}</Fact>}
        {session.reservationId !== null && (
          <Fact name={t('sessions:one.reservation')}>{t('reservations:number', { id: session.reservationId })}</Fact>
        )}
        {why && <Fact name={t('sessions:one.stopReason')}>{why}</Fact>}
        <Fact name={t('sessions:one.meterStart')}>
          <span className="sm-num">{meter(session.meterStartWh, locale)}</span>
        </Fact>
        {session.endedAt && (
          <Fact name={t('sessions:one.meterStop')}>
            <span className="sm-num">{meter(session.meterStopWh, locale)}</span>
          </Fact>
        )}
        {session.soc !== null && (
          <Fact name={t('sessions:one.battery')}>{t('sessions:percent', { percent: Math.round(session.soc) })}</Fact>
        )}
        {session.lastReadingAt && (
          <Fact name={t('sessions:one.lastReading')}>
            <RelativeTime at={session.lastReadingAt} siteZone={session.timeZone} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** As it stands on the meter: always kWh, to the Wh. */
function meter(wh: number | null, locale: string): string {
  return wh === null
    ? missing
    : `${new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(wh / 1000)} kWh`;
}

function Card({ session }: { session: Session }) {
  return (
    <Link to="/cards" search={{ search: session.idToken ?? '' } as never} className="sm-link sm-mono">
      {session.idToken}
    </Link>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
