import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import { ToneBadge } from './status-badge.tsx';

/** OCPP severities 0 danger … 9 debug: the first four stop something, the next three want somebody, the rest only tell. */
const looks: readonly { tone: StatusTone; shape: StatusLook['shape'] }[] = [
  { tone: 'broken', shape: 'triangle' },
  { tone: 'broken', shape: 'triangle' },
  { tone: 'broken', shape: 'triangle' },
  { tone: 'broken', shape: 'triangle' },
  { tone: 'broken', shape: 'cross' },
  { tone: 'wait', shape: 'flag' },
  { tone: 'wait', shape: 'flag' },
  { tone: 'soon', shape: 'ring' },
  { tone: 'closed', shape: 'ring' },
  { tone: 'away', shape: 'ring' },
];
export const severities = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function Severity({ severity }: { severity: number | null }) {
  const { t } = useTranslation('events');
  const look = looks[severity ?? -1];
  if (look === undefined) return <span className="sm-quiet">{t('events:severity.none')}</span>;
  return (
    <ToneBadge {...look} hint={t('events:severityNumber', { number: severity })}>
      {t(`events:severity.${severity}`)}
    </ToneBadge>
  );
}
