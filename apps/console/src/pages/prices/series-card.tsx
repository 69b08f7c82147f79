import { Button, SegmentedControl } from '@mantine/core';
import { startOfDay, wallTime } from '@stationmaster/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type PriceSeries } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PowerChart } from '../../components/power-chart.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { exact, money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { currentMoment } from '../../now.ts';
import { keys } from '../../queries.ts';
import classes from './prices.module.css';
import { UploadDialog } from './upload-dialog.tsx';

const hourMs = 3_600_000;

/** One series: its source, how it goes, and its course today or tomorrow. */
export function SeriesCard({ series }: { series: PriceSeries }) {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const operator = useMay('operator');
  const administrator = useMay('administrator');
  const cache = useQueryClient();
  const [day, setDay] = useState<'yesterday' | 'today' | 'tomorrow'>('today');
  const [dialog, setDialog] = useState<'upload' | 'remove' | null>(null);
  const renew = () => Promise.all(['priceSeries', 'priceSlots'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
  const fetchNow = useMutation({
    mutationFn: () => api.fetchPriceSeries({ params: { seriesId: series.id } }),
    onSuccess: async ({ failure }) => {
      if (failure === null) notifications.show({ message: t('market:fetched', { name: series.name }) });
      await renew();
    },
  });
  const remove = useMutation({
    mutationFn: () => api.deletePriceSeries({ params: { seriesId: series.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('market:removed', { name: series.name }) });
      await renew();
    },
  });
  const isUpload = series.source.kind === 'upload';
  return (
    <article className={`sm-panel ${classes.series}`} aria-label={series.name}>
      <div className={classes.head}>
        <h2 className={classes.name}>{series.name}</h2>
        <div className={classes.buttons}>
          {operator && !isUpload && (
            <Button size="compact-sm" variant="default" loading={fetchNow.isPending} onClick={() => fetchNow.mutate()}>
              {t('market:fetch')}
            </Button>
          )}
          {operator && (
            <Button size="compact-sm" variant="default" onClick={() => setDialog('upload')}>
              {t('market:upload')}
            </Button>
          )}
          {administrator && (
            <Button size="compact-sm" variant="subtle" color="red" onClick={() => setDialog('remove')}>
              {t('market:remove')}
            </Button>
          )}
        </div>
      </div>
      <p className={classes.facts}>
        <span>{t(`market:kind.${series.kind}`)}</span>
        <span>{t(`market:source.${series.source.kind}`)}</span>
        {series.currency && <span>{series.currency}</span>}
        <span>{series.timeZone}</span>
        <span>
          {series.lastSlot ? t('market:until', { time: exact(Date.parse(series.lastSlot), locale, series.timeZone) }) : t('market:nothing')}
        </span>
        {series.fetchedAt && (
          <span>
            {t('market:asked')} <RelativeTime at={series.fetchedAt} />
          </span>
        )}
      </p>
      {series.failure && (
        <p className={classes.failure} role="status">
          {t('market:failed')} {failureWords(series.failure, t)}{' '}
          {series.nextAt && t('market:again', { time: exact(Date.parse(series.nextAt), locale) })}
        </p>
      )}
      {fetchNow.error && <ErrorNote error={fetchNow.error} />}
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={t('market:day')}
        value={day}
        onChange={(value) => setDay(value as typeof day)}
        data={(['yesterday', 'today', 'tomorrow'] as const).map((value) => ({ value, label: t(`market:days.${value}`) }))}
      />
      <DayCurve series={series} offset={{ yesterday: -1, today: 0, tomorrow: 1 }[day]} />
      {dialog === 'upload' && <UploadDialog series={series} onClose={() => setDialog(null)} onDone={renew} />}
      {dialog === 'remove' && (
        <ConfirmDanger
          title={t('market:removeTitle', { name: series.name })}
          consequence={t('market:removeText')}
          action={t('market:remove')}
          onConfirm={() => remove.mutate()}
          onClose={() => setDialog(null)}
          busy={remove.isPending}
          error={remove.error}
        />
      )}
    </article>
  );
}

/** One local day of the market, of 23, 24 or 25 hours. */
function DayCurve({ series, offset }: { series: PriceSeries; offset: number }) {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const { id, timeZone, currency, kind } = series;
  const [opened] = useState(currentMoment);
  const day = wallTime(timeZone, opened).day + offset;
  const [from, until] = [startOfDay(timeZone, day), startOfDay(timeZone, day + 1)];
  const span = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  const { data, error } = useQuery({
    queryKey: keys.priceSlots(id, span),
    queryFn: () => api.listPriceSlots({ params: { seriesId: id }, query: span }),
  });
  if (error) return <ErrorNote error={error} />;
  const slots = data?.items ?? [];
  // A price holds through its slot: a step, not a slope.
  const points = slots.flatMap(({ from: begin, until: end, value }, index): [number, number | null][] => {
    const next = slots[index + 1];
    const gap: [number, number | null][] = next && next.from !== end ? [[Date.parse(end), null]] : [];
    return [[Date.parse(begin), Number(value)], [Date.parse(end) - 1, Number(value)], ...gap];
  });
  if (data && slots.length === 0) return <p className="sm-quiet">{t('market:nothingThen')}</p>;
  const hours = (until - from) / hourMs;
  const format = (value: number, name: string) =>
    kind === 'price' && currency
      ? money(String(Math.round(value * 1e6) / 1e6), currency, name)
      : `${new Intl.NumberFormat(name, { maximumFractionDigits: 1 }).format(value)} g`;
  return (
    <>
      <PowerChart
        label={t('market:curve', { name: series.name, day: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(from) })}
        lines={[{ label: t(`market:unit.${kind}`), points, color: '--sm-chart-now', fill: '--sm-chart-fill' }]}
        format={format}
        moment={(at, name) => new Intl.DateTimeFormat(name, { hour: '2-digit', minute: '2-digit', timeZone }).format(at)}
        height={190}
        top={0.01}
        span={[from, until]}
      />
      <p className={classes.facts}>
        <span>{t('market:slots', { count: slots.length })}</span>
        {hours !== 24 && <span>{t('market:shift', { hours })}</span>}
      </p>
    </>
  );
}

/** What the server says of a failure, in the viewer's language where it is one of those that happen to everybody. */
const failures: readonly (readonly [RegExp, string])[] = [
  [/^It could not be reached/, 'unreachable'],
  [/^It did not answer within/, 'slow'],
  [/^It answers with HTTP (\d+)/, 'refused'],
  [/^Its address is of this machine/, 'inside'],
  [/^Its token was stored/, 'token'],
];
function failureWords(failure: string, t: ReturnType<typeof useTranslation>['t']): string {
  for (const [sentence, word] of failures) {
    const found = sentence.exec(failure);
    if (found) return t(`market:failure.${word}`, { code: found[1] ?? '' });
  }
  return failure;
}
