import type { AlertSeverity } from '@stationmaster/domain';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { Alert, AlertItem } from '../../api.ts';
import { ToneBadge } from '../../components/status-badge.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';

type Look = { tone: StatusTone; shape: StatusLook['shape'] };
const looks: Readonly<Record<AlertSeverity, Look>> = {
  critical: { tone: 'broken', shape: 'triangle' },
  warning: { tone: 'wait', shape: 'flag' },
  info: { tone: 'soon', shape: 'ring' },
};

/** How bad an alert is; one that is over says so instead. */
export function AlertBadge({ alert }: { alert: Pick<Alert, 'severity' | 'endedAt' | 'openItems'> }) {
  const { t } = useTranslation('alerts');
  if (alert.endedAt !== null || alert.openItems === 0)
    return (
      <ToneBadge tone="free" shape="check">
        {t(alert.endedAt === null ? 'alerts:state.settling' : 'alerts:state.ended')}
      </ToneBadge>
    );
  return <ToneBadge {...looks[alert.severity]}>{t(`alerts:severity.${alert.severity}`)}</ToneBadge>;
}

type Place = Pick<AlertItem, 'subject' | 'stationId' | 'stationName' | 'evseId' | 'data'>;

/** Words for alerts and what they are about. */
export function useAlertWords() {
  const { t } = useTranslation('alerts');
  const locale = useLocale();
  const what = ({ name, kind }: { name: string; kind: string }) => name || t(`alerts:kind.${kind}`);
  const place = ({ subject, stationId, stationName, evseId, data }: Place): string => {
    if (stationId === null)
      return typeof data['name'] === 'string' ? data['name'] : t(`alerts:thing.${subject}`, { defaultValue: subject });
    const station = stationName ?? stationId;
    return evseId > 0 ? t('alerts:plug', { station, plug: evseId }) : station;
  };
  /** What is known besides, in a few words. */
  const detail = (data: Readonly<Record<string, unknown>>): string =>
    (['errorCode', 'vendorErrorCode', 'info', 'type', 'reason', 'percent', 'text', 'root', 'validTo'] as const)
      .flatMap((name) => {
        const value = data[name];
        if (value === undefined || value === '') return [];
        return [t(`alerts:detail.${name}`, { value: name === 'validTo' ? exact(Date.parse(String(value)), locale) : String(value) })];
      })
      .join(' · ');
  const where = (alert: Pick<Alert, 'items' | 'openItems' | 'endedAt' | 'first'>): string => {
    if (alert.items === 1 && alert.first) return place(alert.first);
    return alert.endedAt === null
      ? t('alerts:many', { count: alert.items, open: alert.openItems })
      : t('alerts:manyPast', { count: alert.items });
  };
  return { what, where, place, detail };
}
