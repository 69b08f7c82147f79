import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PowerChart } from '../../components/power-chart.tsx';
import { keys } from '../../queries.ts';
import { curvesOf } from './curves.ts';
import { loadReadings } from './load-readings.ts';
import classes from './session.module.css';
import { StretchBands, StretchStrip } from './stretch-strip.tsx';
import { type FullBill, type Stretch, stretchAt } from './stretches.ts';
import type { Pointing } from './use-pointing.ts';

const digits = (value: number, locale: string) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 2 : 1 }).format(value);

interface Props {
  session: Session;
  bill: FullBill | undefined;
  stretches: readonly Stretch[];
  /** Of these, what is lit. */
  lit: ReadonlySet<number>;
  pointing: Pointing;
}

/** Power and energy on one time axis, and below it what was charged for when; their units stand in the legend. */
export function Course({ session, bill, stretches, lit, pointing }: Props) {
  const { t } = useTranslation('sessions');
  const powers = useReadings(session.id, 'Power.Active.Import');
  const registers = useReadings(session.id, 'Energy.Active.Import.Register');
  const curves = useMemo(
    () =>
      curvesOf(powers.data ?? [], registers.data ?? [], { meterStartWh: session.meterStartWh, startedAt: Date.parse(session.startedAt) }),
    [powers.data, registers.data, session.meterStartWh, session.startedAt],
  );
  const error = powers.error ?? registers.error;
  const lines = [
    { label: t('sessions:one.powerLine'), points: curves.power, color: '--sm-chart-now', fill: '--sm-chart-fill' },
    { label: t('sessions:one.energyLine'), points: curves.energy, color: '--sm-busy' },
  ].filter((line) => line.points.length > 1);
  const [first, last] = [stretches[0], stretches.at(-1)];
  // Curve, bands and strip have one axis; what was read before the start or after the end is left out.
  const span = first && last && last.until > first.from ? ([first.from, last.until] as const) : undefined;
  const onMoment = (at: number | null, tap: boolean): void => {
    const index = at === null ? null : stretchAt(stretches, at);
    const stretch = index === null ? null : { kind: 'stretch' as const, index };
    if (tap && stretch) pointing.pin(stretch);
    else pointing.point(stretch);
  };
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="course">
      <h2 className={classes.heading} id="course">
        {t('sessions:one.course')}
      </h2>
      {error && <ErrorNote error={error} />}
      {!error && (powers.isPending || registers.isPending) && <Skeleton height={260} radius="md" />}
      {!error &&
        powers.data &&
        registers.data &&
        (lines.length > 0 ? (
          <PowerChart
            label={t('sessions:one.chart')}
            lines={lines}
            format={digits}
            height={260}
            {...(span && { span, onMoment, overlay: <StretchBands stretches={stretches} lit={lit} span={span} /> })}
          />
        ) : (
          <p className="sm-quiet">{t(session.status === 'active' ? 'sessions:one.noReadingsYet' : 'sessions:one.noReadings')}</p>
        ))}
      {span && bill && <StretchStrip bill={bill} stretches={stretches} lit={lit} span={span} pointing={pointing} />}
      {curves.derived && <p className={`sm-quiet ${classes.note}`}>{t('sessions:one.powerDerived')}</p>}
    </section>
  );
}

function useReadings(sessionId: number, measurand: string) {
  return useQuery({ queryKey: keys.readings(sessionId, { measurand }), queryFn: () => loadReadings(sessionId, measurand) });
}
