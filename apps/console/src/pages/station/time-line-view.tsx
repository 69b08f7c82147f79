import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Reservation, type Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { clock, energy, exact, money, relative } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useNow } from '../../now.ts';
import { keys, useList } from '../../queries.ts';
import { plugsOf } from '../../station-state.ts';
import { useReservations } from './reservations.ts';
import classes from './time-line.module.css';
import { type Bar, type Line, linesOf, placeOf, type Stretch, shownTime } from './time-line.ts';

const ReservationBill = lazily(async () => (await import('./reservation-bill.tsx')).ReservationBill);

const minute = 60_000;
const hour = 60 * minute;
/** Longer ones that began before are not looked for. */
const longestMs = 48 * hour;

/** Who charged at each plug and when, and for whom it is kept. */
export function TimeLine({ station, hours }: { station: Station; hours: number }) {
  const { t } = useTranslation('station');
  const [opened, open] = useState<Reservation | null>(null);
  // To the end of the minute: what began in it is shown at once.
  const now = useNow(minute) + minute;
  const from = new Date(Math.floor(now / hour) * hour - hours * hour - longestMs).toISOString();
  const filter = { stationId: station.id, from, limit: 100 };
  const sessions = useList(keys.sessions(filter), (cursor) => api.listSessions({ query: { ...filter, cursor } }));
  const reservations = useReservations(station.id);
  const shown = shownTime(now, hours * hour, reservations);
  const evseIds = plugsOf(station).flatMap(({ connector }) => (connector === null ? [] : [connector.evseId]));
  const lines = linesOf(evseIds, { sessions: sessions.items, reservations }, { now, shown });
  if (lines.length === 0) return null;
  return (
    <>
      <ul className={classes.lines} aria-label={t('station:line.title')}>
        {lines.map((line) => (
          <LineView key={line.evseId} line={line} now={now} shown={shown} onOpen={open} />
        ))}
      </ul>
      <Axis shown={shown} now={now} />
      {opened && <ReservationBill reservation={opened} onClose={() => open(null)} />}
    </>
  );
}

interface LineProps {
  line: Line;
  now: number;
  shown: Stretch;
  /** Of one that has cost something. */
  onOpen: (reservation: Reservation) => void;
}
function LineView({ line: { evseId, sessions, reservations }, now, shown, onOpen }: LineProps) {
  const { t } = useTranslation('station');
  const locale = useLocale();
  const values = ({ who, from, to }: Bar) => ({ who: who ?? t('sessions:noCard'), from: exact(from, locale), to: exact(to, locale) });
  const isAhead = shown.to > now;
  return (
    <li className={classes.line}>
      <span className={classes.name}>{evseId === 0 ? t('station:line.anyPlug') : t('station:plug', { name: evseId })}</span>
      <ul className={classes.track}>
        {sessions.map((bar) => {
          const { id, status, energyWh } = bar.session;
          const text = t(status === 'active' ? 'station:line.runs' : 'station:line.session', {
            ...values(bar),
            id,
            energy: energy(energyWh, locale),
          });
          return (
            <li key={bar.key}>
              <Link
                to="/sessions/$sessionId"
                params={{ sessionId: String(id) } as never}
                className={`${classes.bar} ${classes.session}`}
                style={styleOf(bar, shown)}
                aria-label={text}
                title={text}
              />
            </li>
          );
        })}
        {reservations.map((bar) => {
          const { cost, status, endedAt } = bar.reservation;
          const state = t(`reservations:status.${status}`);
          const said = t('station:line.reserved', { ...values(bar), state });
          const text = cost === null ? said : `${said}, ${money(cost.total, cost.currency, locale)}`;
          const look = {
            className: `${classes.bar} ${classes.reservation}`,
            style: styleOf(bar, shown),
            'aria-label': text,
            title: text,
            ...(endedAt === null ? { 'data-open': true } : {}),
          };
          return (
            <li key={bar.key}>
              {cost === null ? <span role="img" {...look} /> : <button type="button" {...look} onClick={() => onOpen(bar.reservation)} />}
            </li>
          );
        })}
        {isAhead && <li aria-hidden className={classes.now} style={styleOf({ from: now, to: now }, shown)} />}
      </ul>
    </li>
  );
}

function Axis({ shown, now }: { shown: Stretch; now: number }) {
  const { t } = useTranslation('station');
  const locale = useLocale();
  const isAhead = shown.to > now;
  return (
    <>
      <div className={`sm-quiet sm-num ${classes.axis}`} aria-hidden>
        <span>{relative(shown.from, now, locale)}</span>
        <span>{isAhead ? clock(shown.to, locale) : t('station:line.now')}</span>
      </div>
      <div className={`sm-quiet ${classes.key}`} aria-hidden>
        <span>
          <i className={classes.session} /> {t('station:line.charging')}
        </span>
        <span>
          <i className={classes.reservation} data-open /> {t('station:line.kept')}
        </span>
        {isAhead && <span>│ {t('station:line.now')}</span>}
      </div>
    </>
  );
}

function styleOf(bar: Stretch, shown: Stretch): { left: string; width: string } {
  const { left, width } = placeOf(bar, shown) ?? { left: 0, width: 0 };
  return { left: `${left}%`, width: `${width}%` };
}
