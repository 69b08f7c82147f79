import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useLocale } from '../../locale.ts';
import { keys } from '../../queries.ts';
import classes from './uptime.module.css';

export type Health = Awaited<ReturnType<typeof api.listHealth>>['items'][number];
const looks: Readonly<Record<Health['grade'], { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  good: { tone: 'free', shape: 'check' },
  watch: { tone: 'soon', shape: 'flag' },
  poor: { tone: 'broken', shape: 'triangle' },
};

/** The stations that do worse than they should, the worst first, with what costs them how much. */
export function HealthList({ siteId }: { siteId: number | null }) {
  const { t } = useTranslation('uptime');
  const { data } = useQuery({
    queryKey: keys.uptime({ health: true, siteId }),
    queryFn: () => api.listHealth({ query: { limit: 50, ...(siteId === null ? {} : { siteId }) } }),
  });
  if (data === undefined || data.items.length === 0) return null;
  const weak = data.items.filter(({ grade }) => grade !== 'good');
  return (
    <section className={`sm-panel ${classes.health}`}>
      <h2 className={classes.heading}>{t('uptime:weak')}</h2>
      {weak.length === 0 ? (
        <p className="sm-quiet">{t('uptime:allGood', { count: data.items.length })}</p>
      ) : (
        <ul>
          {weak.map(({ stationId, stationName, ...health }) => (
            <li key={stationId}>
              <Link to="/stations/$stationId" params={{ stationId }} search={{ tab: 'uptime' } as never} className="sm-link">
                {stationName || stationId}
              </Link>
              <HealthNote health={health} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Score, grade, and what it is made of. */
export function HealthNote({ health: { score, grade, reasons } }: { health: Pick<Health, 'score' | 'grade' | 'reasons'> }) {
  const { t } = useTranslation('uptime');
  const locale = useLocale();
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  return (
    <>
      <ToneBadge {...looks[grade]}>
        {t(`uptime:grade.${grade}`)} · {t('uptime:score', { score })}
      </ToneBadge>
      <span className="sm-quiet">
        {reasons.length === 0
          ? t('uptime:noReason')
          : reasons.map(({ code, points, value }) => t(`uptime:reason.${code}`, { value: number(value), points })).join(' · ')}
      </span>
    </>
  );
}
