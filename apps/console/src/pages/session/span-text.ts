export interface Between {
  /** Epoch ms. */
  from: number;
  until: number;
}

/** `18:02 – 22:00`, with the day where the whole session lies on several; in the viewer's zone or the one named. */
export function spanText(
  { from, until }: Between,
  { locale, whole, timeZone }: { locale: string; whole: Between; timeZone?: string },
): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', ...zone });
  const isOneDay = day.format(whole.from) === day.format(whole.until);
  const format = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isOneDay ? {} : { day: 'numeric', month: 'short' }),
    ...zone,
  });
  return from === until ? format.format(from) : format.formatRange(from, until);
}
