import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Duration, RelativeTime } from '../../../components/quantity.tsx';
import classes from '../../uptime/uptime.module.css';
import station from '../station.module.css';
import type { Outage } from './uptime-tab.tsx';

/** The ledger of the month, newest first. */
export function OutageList({ outages, onOpen }: { outages: readonly Outage[]; onOpen: (id: number) => void }) {
  const { t } = useTranslation('uptime');
  return (
    <section className={`sm-panel ${station.box}`} aria-label={t('uptime:outages')}>
      <h2 className={station.heading}>{t('uptime:outages')}</h2>
      <ul className={classes.outages}>
        {outages
          .toSorted((a, b) => Date.parse(b.beganAt) - Date.parse(a.beganAt))
          .map((outage) => (
            <li key={outage.id}>
              <div className={classes.line}>
                <strong>{t(`uptime:cause.${outage.cause}`)}</strong>
                {outage.errorCode && <span className="sm-mono">{outage.errorCode}</span>}
                <span>{t('uptime:plug', { port: outage.evseId })}</span>
                <RelativeTime at={outage.beganAt} />
                <span>
                  <Duration from={outage.beganAt} to={outage.endedAt} />
                  {outage.endedAt === null && <> · {t('uptime:stillOpen')}</>}
                </span>
              </div>
              {outage.exclusions.map(({ id, kind, reason, author, from }) => (
                <span key={`${kind} ${id} ${from}`} className="sm-quiet">
                  {t('uptime:excluded', { kind: t(`uptime:kind.${kind}`), author })}
                  {reason && `: ${reason}`}
                </span>
              ))}
              <div>
                <Button size="compact-sm" variant="default" onClick={() => onOpen(outage.id)}>
                  {t('uptime:look')}
                </Button>
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}
