import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { AlertBadge, useAlertWords } from '../../alerts/look.tsx';
import classes from './open-alerts.module.css';

/** What is wrong with this station now, above everything else on its page: since when, and whether somebody is on it. */
export function OpenAlerts({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation('alerts');
  const words = useAlertWords();
  return (
    <section className={`sm-panel ${classes.box}`} aria-label={t('alerts:ofStation')}>
      <ul className={classes.list}>
        {alerts.map((alert) => (
          <li key={alert.id}>
            <Link to="/alerts/$alertId" params={{ alertId: String(alert.id) }} className={classes.item ?? ''}>
              <AlertBadge alert={alert} />
              <strong>{words.what(alert)}</strong>
              <span>{words.where(alert)}</span>
              <span className="sm-quiet">
                <RelativeTime at={alert.first?.since ?? alert.openedAt} />
                {alert.openItems > 0 &&
                  ` · ${alert.acknowledgedBy === null ? t('alerts:nobody') : t('alerts:onIt', { name: alert.acknowledgedBy })}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
