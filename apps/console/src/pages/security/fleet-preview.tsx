import type { Answer, Routes } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';
import classes from './security.module.css';

/** Who goes along, who stays out and why, before anybody begins. */
export function FleetPreview({ preview }: { preview: Answer<Routes['previewFleetMove']> }) {
  const { t } = useTranslation('security');
  const { going, leftOut, hints, stations } = preview;
  const out = stations.filter(({ why }) => why !== null);
  return (
    <div className={classes.preview} role="status">
      <p style={{ fontWeight: 560 }}>{going === 0 ? t('security:fleet.nobody') : t('security:fleet.going', { count: going })}</p>
      {leftOut.length + hints.length > 0 && (
        <ul>
          {leftOut.map(({ name, stations: count }) => (
            <li key={name}>{t(`security:fleet.out.${name}`, { count })}</li>
          ))}
          {hints.map(({ name, stations: count }) => (
            <li key={name}>{t(`security:fleet.hint.${name}`, { count })}</li>
          ))}
        </ul>
      )}
      {out.length > 0 && (
        <details>
          <summary>{t('security:fleet.whoNot')}</summary>
          <ul className={classes.named}>
            {out.map(({ stationId, name, why }) => (
              <li key={stationId}>
                {name || <span className="sm-mono">{stationId}</span>}: {t(`security:fleet.why.${why}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
