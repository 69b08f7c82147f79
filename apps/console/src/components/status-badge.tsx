import type { StatusLook } from '@stationmaster/ui';
import { lookOf, StatusShape, type StatusTone } from '@stationmaster/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './status-badge.module.css';

/** A connector's state: word, colour and shape. `status` is a ConnectorStatus or `Offline`. */
export function StatusBadge({ status, hint }: { status: string; hint?: string }) {
  const { t } = useTranslation();
  const look = lookOf(status);
  return (
    <ToneBadge tone={look.tone} shape={look.shape} {...(hint ? { hint } : {})}>
      {t(`words:status.${status}`, { defaultValue: t('words:status.Unknown') })}
    </ToneBadge>
  );
}

/** The same look for other states (commands, sessions, cards). */
export function ToneBadge({
  tone,
  shape,
  hint,
  children,
}: {
  tone: StatusTone;
  shape: StatusLook['shape'];
  hint?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes.badge} data-tone={tone} title={hint}>
      <StatusShape shape={shape} size={12} />
      {children}
    </span>
  );
}
