import { useTranslation } from 'react-i18next';
import type { SessionCheck } from '../api.ts';
import { energy, exact } from '../format.ts';
import { useLocale } from '../locale.ts';

type Change = NonNullable<SessionCheck['suggestion']>;

/** A repair as a sentence: "End it at 14:05 and bill it". */
export function useChangeText(zone: string | null): (change: Change) => string {
  const { t } = useTranslation('checks');
  const locale = useLocale();
  const time = (at: string) => exact(Date.parse(at), locale, zone ?? undefined);
  return ({ energyWh, startedAt, endedAt, billing }) => {
    const figures = [
      ...(energyWh === undefined ? [] : [t('checks:change.energy', { energy: energy(energyWh, locale) })]),
      ...(startedAt === undefined ? [] : [t('checks:change.start', { time: time(startedAt) })]),
      ...(endedAt === undefined ? [] : [t('checks:change.end', { time: time(endedAt) })]),
    ];
    if (figures.length === 0) return t(`checks:change.only.${billing ?? 'bill'}`);
    const what = new Intl.ListFormat(locale).format(figures);
    return billing === undefined ? what : t(`checks:change.and.${billing}`, { what });
  };
}
