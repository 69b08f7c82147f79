import type { Answer, Routes } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';
import classes from './firmware.module.css';

/** What a campaign would do, in sentences, before anybody begins it. */
export function Preview({ preview }: { preview: Answer<Routes['previewFirmwareCampaign']> }) {
  const { t } = useTranslation('firmware');
  const { total, connected, alreadyThere, otherMaker, busyElsewhere, cannotGoBack, waves, sample } = preview;
  const said = [
    alreadyThere > 0 && t('firmware:preview.alreadyThere', { count: alreadyThere }),
    otherMaker > 0 && t('firmware:preview.otherMaker', { count: otherMaker }),
    busyElsewhere > 0 && t('firmware:preview.busyElsewhere', { count: busyElsewhere }),
    cannotGoBack > 0 && t('firmware:preview.cannotGoBack', { count: cannotGoBack }),
  ].filter((sentence) => sentence !== false);
  return (
    <div className={classes.preview} role="status">
      <div style={{ fontWeight: 560 }}>
        {total === 0 ? t('firmware:preview.nobody') : t('firmware:preview.total', { count: total, connected })}
      </div>
      {total > 0 && (
        <div>
          {t('firmware:preview.waves', { waves: waves.join(' + ') })}{' '}
          {t('firmware:preview.first', { names: sample.slice(0, 3).join(', ') })}
        </div>
      )}
      {said.length > 0 && (
        <ul>
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
