import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Energy, Money } from '../../components/quantity.tsx';
import * as format from '../../format.ts';
import { useLocale } from '../../locale.ts';
import type { ReportAsked } from './choice.ts';
import { figureOf, mass, type Report, type Row } from './figures.ts';
import { isTime, labelOf } from './labels.ts';
import { type ReservationsOpened, reservationsOf, sessionsOf } from './opens.ts';
import classes from './reports.module.css';

type Amount = 'net' | 'tax' | 'gross' | 'reservationsGross' | 'supplyCost' | 'margin';

/** The keys of a row, then its figures; money a line for each currency. */
export function useReportColumns(
  asked: ReportAsked,
  report: Report | undefined,
  onReservations: (opened: ReservationsOpened) => void,
): Column<Row>[] {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  const first = report?.total.money[0]?.currency ?? '';
  const hasCost = report?.total.money.some(({ supplyCost }) => supplyCost !== null) ?? false;
  const hasReservations = (report?.total.reservations ?? 0) > 0;
  const dimensions = [asked.by, ...(asked.and === undefined ? [] : [asked.and])];
  const amount = (name: Amount, optional: boolean): Column<Row> => ({
    key: name,
    header: t(`reports:figure.${name}`),
    align: 'end',
    optional,
    sort: ({ money }) => {
      const value = money.find(({ currency }) => currency === first)?.[name];
      return value == null ? null : Number(value);
    },
    cell: ({ money }) => <Amounts money={money} name={name} />,
  });
  return [
    ...dimensions.map(
      (dimension, index): Column<Row> => ({
        key: dimension,
        header: t(`reports:dimension.${dimension}`),
        fixed: true,
        sort: ({ keys }) => {
          const key = keys[index];
          if (key === undefined || key.value === null) return null;
          return dimension === 'hour' ? Number(key.value) : isTime(dimension) ? key.value : key.name;
        },
        cell: ({ keys }) => labelOf(dimension, keys[index] ?? { value: null, name: '' }, { locale, none: t('reports:without') }),
      }),
    ),
    {
      key: 'sessions',
      header: t('reports:figure.sessions'),
      align: 'end',
      sort: (row) => row.sessions,
      cell: (row) => <Count count={row.sessions} search={sessionsOf(asked, row.keys, 'bill')} />,
    },
    {
      key: 'energy',
      header: t('reports:figure.energy'),
      align: 'end',
      sort: (row) => row.energyWh,
      cell: (row) => <Energy wh={row.energyWh} />,
    },
    {
      key: 'duration',
      header: t('reports:figure.duration'),
      align: 'end',
      optional: true,
      sort: (row) => row.durationSeconds,
      cell: (row) => <span className="sm-num">{format.duration(row.durationSeconds, locale)}</span>,
    },
    {
      key: 'idle',
      header: t('reports:figure.idle'),
      align: 'end',
      sort: (row) => row.idleSeconds,
      cell: (row) => <span className="sm-num">{format.duration(row.idleSeconds, locale)}</span>,
    },
    amount('net', false),
    amount('tax', true),
    amount('gross', false),
    {
      key: 'reservations',
      header: t('reports:figure.reservations'),
      align: 'end',
      optional: !hasReservations,
      sort: (row) => row.reservations,
      cell: ({ reservations, keys }) =>
        reservations === 0 ? (
          <span className="sm-quiet">0</span>
        ) : (
          <Anchor
            component="button"
            type="button"
            inherit
            className="sm-link sm-num"
            onClick={() => onReservations(reservationsOf(asked, keys))}
          >
            {format.whole(reservations, locale)}
          </Anchor>
        ),
    },
    amount('reservationsGross', !hasReservations),
    amount('supplyCost', !hasCost),
    amount('margin', !hasCost),
    {
      key: 'co2',
      header: t('reports:figure.co2'),
      align: 'end',
      optional: true,
      sort: (row) => figureOf(row, 'co2', ''),
      cell: (row) => <span className="sm-num">{mass(row.co2Grams, locale)}</span>,
    },
    {
      key: 'held',
      header: t('reports:figure.held'),
      align: 'end',
      sort: (row) => row.held.sessions,
      cell: (row) => <Count count={row.held.sessions} search={sessionsOf(asked, row.keys, 'hold')} />,
    },
  ];
}

function Amounts({ money, name }: { money: Row['money']; name: Amount }) {
  const shown = money.filter((one) => one[name] !== null);
  if (shown.length === 0) return <span className="sm-quiet">{format.missing}</span>;
  return (
    <span className={classes.amounts}>
      {shown.map((one) => (
        <Money key={one.currency} amount={one[name]} currency={one.currency} />
      ))}
    </span>
  );
}

/** So many sessions, with the way to them. */
function Count({ count, search }: { count: number; search: Record<string, string> }) {
  const locale = useLocale();
  if (count === 0) return <span className="sm-quiet">0</span>;
  return (
    <Link to="/sessions" search={search as never} className="sm-link sm-num">
      {format.whole(count, locale)}
    </Link>
  );
}
