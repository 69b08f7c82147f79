import type { StationEventDetails } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';
import type { StationEvent } from '../api.ts';

/** What happened where, in one line and a quieter one: the place, the thing, what it is now, the code and words of the station. */
export function EventText({ event }: { event: StationEvent }) {
  const { t } = useTranslation('events');
  const { kind, component, variable, type, text, evseId, connectorId, cleared } = event;
  const { value = '' } = (event.data ?? {}) as Partial<StationEventDetails>;
  const place = evseId === 0 ? '' : t('events:plug', { name: connectorId > 1 ? `${evseId}.${connectorId}` : evseId });
  const known = kind === 'chargingLimit' ? t(`events:limit.${type}`, { defaultValue: type }) : type;
  const thing = [component, variable].filter(Boolean).join(' · ') || known || t(`events:kind.${kind}`, { defaultValue: kind });
  const more = [place, variable !== '' && value !== 'true' ? value : '', variable === '' && component === '' ? '' : type, text];
  return (
    <span style={{ display: 'grid', gap: 1, padding: '6px 0', minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
      <span style={{ fontWeight: 540 }}>
        {thing}
        {cleared && <span className="sm-quiet"> {t('events:ended')}</span>}
      </span>
      <span className="sm-quiet" style={{ fontSize: 13 }}>
        {more.filter(Boolean).join(' · ') || t(`events:kind.${kind}`, { defaultValue: kind })}
      </span>
    </span>
  );
}
