import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../locale.ts';
import { useNow } from '../../../now.ts';
import classes from '../../uptime/uptime.module.css';
import { daysOf, type Span, shareOf } from './days.ts';
import type { Outage, StationUptime } from './uptime-tab.tsx';

const kinds = ['faulted', 'offline', 'unavailable', 'nobody'] as const;

/** A month as a line a day: green could charge, what could not is drawn where it was. A part that does not count is half as high. */
export function Month({ uptime, outages, onOpen }: { uptime: StationUptime; outages: readonly Outage[]; onOpen: (id: number) => void }) {
  const { t } = useTranslation('uptime');
  const locale = useLocale();
  const now = useNow(60_000);
  const span = (from: string, until: string | null): Span => ({ from: Date.parse(from), until: until === null ? now : Date.parse(until) });
  const { timeZone } = uptime;
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone });
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const parts = outages.map((outage) => ({
    id: outage.id,
    kind: outage.cause,
    isExcluded: outage.exclusions.length > 0,
    span: span(outage.beganAt, outage.endedAt),
    title: `${t(`uptime:cause.${outage.cause}`)}, ${clock.format(Date.parse(outage.beganAt))} – ${outage.endedAt === null ? t('uptime:now') : clock.format(Date.parse(outage.endedAt))}`,
  }));
  // Before the first call and after this moment nothing is known.
  const blank: Span[] = [
    { from: 0, until: Date.parse(uptime.since) },
    { from: now, until: Number.POSITIVE_INFINITY },
  ];
  const nobody = uptime.unobserved.map(({ from, until }) => span(from, until));
  return (
    <>
      <section className={classes.month} aria-label={t('uptime:monthLabel')}>
        {daysOf(span(uptime.from, uptime.until), timeZone).map((day) => (
          <div key={day.from} className={classes.day}>
            <span className="sm-num">{name.format(day.from)}</span>
            <div className={classes.bar}>
              {blank.map((part) => {
                const share = shareOf(part, day);
                return share && <span key={part.from} className={classes.part} data-kind="blank" style={styleOf(share)} />;
              })}
              {nobody.map((part) => {
                const share = shareOf(part, day);
                return (
                  share && (
                    <span
                      key={part.from}
                      className={classes.part}
                      data-kind="nobody"
                      style={styleOf(share)}
                      title={t('uptime:cause.nobody')}
                    />
                  )
                );
              })}
              {parts.map((part) => {
                const share = shareOf(part.span, day);
                return (
                  share && (
                    <button
                      type="button"
                      key={part.id}
                      className={classes.part}
                      data-kind={part.kind}
                      data-excluded={part.isExcluded ? '' : undefined}
                      style={{ ...styleOf(share), border: 0, padding: 0, cursor: 'pointer' }}
                      title={part.title}
                      aria-label={part.title}
                      onClick={() => onOpen(part.id)}
                    />
                  )
                );
              })}
            </div>
          </div>
        ))}
      </section>
      <p className={classes.key}>
        {kinds.map((kind) => (
          <span key={kind}>
            <i aria-hidden>
              <span className={classes.part} data-kind={kind} style={{ insetInlineStart: 0, width: '100%' }} />
            </i>
            {t(`uptime:cause.${kind}`)}
          </span>
        ))}
      </p>
    </>
  );
}

const styleOf = ({ start, length }: { start: number; length: number }) => ({
  insetInlineStart: `${start * 100}%`,
  width: `${length * 100}%`,
});
