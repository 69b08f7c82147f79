import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Energy, Money } from '../../components/quantity.tsx';
import * as format from '../../format.ts';
import { useLocale } from '../../locale.ts';
import type { ReportAsked } from './choice.ts';
import { mass, type Report } from './figures.ts';
import { type ReservationsOpened, reservationsOf, sessionsOf } from './opens.ts';
import classes from './reports.module.css';

type Apart = Report['total']['held'];

interface Props {
  report: Report;
  asked: ReportAsked;
  onReservations: (opened: ReservationsOpened) => void;
}
/** The sums, each opens its sessions; and what is in none of them. */
export function Totals({ report, asked, onReservations }: Props) {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  const { total, running, isComplete } = report;
  const { sessions, energyWh, durationSeconds, idleSeconds, co2Grams, unpriced, reservations, money } = total;
  return (
    <>
      <div className={classes.totals}>
        <Figure name={t('reports:figure.sessions')}>
          <Link to="/sessions" search={sessionsOf(asked, [], 'bill') as never} className="sm-link">
            {format.whole(sessions, locale)}
          </Link>
        </Figure>
        <Figure name={t('reports:figure.energy')} note={co2Grams === null ? null : t('reports:co2Of', { mass: mass(co2Grams, locale) })}>
          <Energy wh={energyWh} />
        </Figure>
        <Figure name={t('reports:figure.duration')} note={t('reports:idleOf', { time: format.duration(idleSeconds, locale) })}>
          {format.duration(durationSeconds, locale)}
        </Figure>
        {money.map((one) => (
          <Figure
            key={one.currency}
            name={t('reports:figure.netIn', { currency: one.currency })}
            note={t('reports:grossOf', {
              gross: format.money(one.gross, one.currency, locale),
              tax: format.money(one.tax, one.currency, locale),
            })}
          >
            <Money amount={one.net} currency={one.currency} />
          </Figure>
        ))}
        {money
          .filter(({ margin }) => margin !== null)
          .map((one) => (
            <Figure
              key={one.currency}
              name={t('reports:figure.marginIn', { currency: one.currency })}
              note={t('reports:suppliedOf', {
                cost: format.money(one.supplyCost, one.currency, locale),
                count: one.supplied,
                of: one.sessions,
              })}
            >
              <Money amount={one.margin} currency={one.currency} />
            </Figure>
          ))}
      </div>
      <ul className={classes.apart}>
        {reservations > 0 && (
          <li>
            <Anchor
              component="button"
              type="button"
              inherit
              ta="start"
              className="sm-link"
              onClick={() => onReservations(reservationsOf(asked, []))}
            >
              {t('reports:reservations', {
                count: reservations,
                money: money
                  .filter((one) => one.reservations > 0)
                  .map((one) => format.money(one.reservationsGross, one.currency, locale))
                  .join(', '),
              })}
            </Anchor>
          </li>
        )}
        {(['hold', 'drop'] as const).map((outcome) => (
          <Beside key={outcome} outcome={outcome} apart={outcome === 'hold' ? total.held : total.dropped} asked={asked} />
        ))}
        {unpriced > 0 && <li>{t('reports:unpriced', { count: unpriced })}</li>}
        {running > 0 && (
          <li>
            <Link to="/sessions" search={{ status: 'active' } as never} className="sm-link">
              {t('reports:running', { count: running })}
            </Link>
          </li>
        )}
        {!isComplete && <li>{t('reports:incomplete')}</li>}
      </ul>
    </>
  );
}

function Figure({ name, note, children }: { name: string; note?: string | null; children: ReactNode }) {
  return (
    <section className={`sm-panel ${classes.figure}`}>
      <h2>{name}</h2>
      <div className={classes.value}>{children}</div>
      {note && <p className="sm-quiet">{note}</p>}
    </section>
  );
}

/** What the checks keep out of every other figure. */
function Beside({ outcome, apart, asked }: { outcome: 'hold' | 'drop'; apart: Apart; asked: ReportAsked }) {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  if (apart.sessions === 0) return null;
  return (
    <li>
      <Link to="/sessions" search={sessionsOf(asked, [], outcome) as never} className="sm-link">
        {t(`reports:apart.${outcome}`, {
          count: apart.sessions,
          energy: format.energy(apart.energyWh, locale),
          money: apart.money.map(({ currency, gross }) => format.money(gross, currency, locale)).join(', ') || format.missing,
        })}
      </Link>
      {outcome === 'hold' && (
        <>
          {' · '}
          <Link to="/checks" className="sm-link">
            {t('reports:toChecks')}
          </Link>
        </>
      )}
    </li>
  );
}
