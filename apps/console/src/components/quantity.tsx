import { useTranslation } from 'react-i18next';
import * as format from '../format.ts';
import { useLocale } from '../locale.ts';
import { useNow } from '../now.ts';

export function Energy({ wh }: { wh: number | null | undefined }) {
  return <span className="sm-num">{format.energy(wh, useLocale())}</span>;
}

export function Power({ watts }: { watts: number | null | undefined }) {
  return <span className="sm-num">{format.power(watts, useLocale())}</span>;
}

/** `amount` is the API's exact decimal text. */
export function Money({ amount, currency }: { amount: string | null | undefined; currency: string }) {
  return <span className="sm-num">{format.money(amount, currency, useLocale())}</span>;
}

/** Between two instants, or up to now while it runs. */
export function Duration({ from, to }: { from: string; to: string | null }) {
  const now = useNow(to ? 3_600_000 : 1000);
  return <span className="sm-num">{format.duration(((to ? Date.parse(to) : now) - Date.parse(from)) / 1000, useLocale())}</span>;
}

/** "5 minutes ago"; the exact time on hover, in the viewer's zone and in the site's where that differs. */
export function RelativeTime({ at, siteZone }: { at: string | null | undefined; siteZone?: string | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const moment = at ? Date.parse(at) : Number.NaN;
  const now = useNow(5000);
  if (Number.isNaN(moment)) return <span className="sm-quiet">{format.missing}</span>;
  const here = format.exact(moment, locale);
  const there = siteZone ? format.exact(moment, locale, siteZone) : here;
  const title = there === here ? here : `${here}\n${t('siteTime', { time: there, zone: siteZone })}`;
  return (
    <time dateTime={at ?? ''} title={title} className="sm-num">
      {format.relative(moment, justPast(moment, now), locale)}
    </time>
  );
}

/** Our clock ticks every five seconds: what happened since the last tick is "now", not "in three seconds". */
function justPast(moment: number, now: number): number {
  return moment > now && moment - now < 10_000 ? moment : now;
}
