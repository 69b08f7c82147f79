import { useTranslation } from 'react-i18next';
import type { CommandRequest } from '../use-command.ts';
import { PemDialog, type PemTarget } from './pem-dialog.tsx';

type Delivery = Extract<CommandRequest, { verb: 'certificateSigned' }>;

/** A certificate that was signed elsewhere, for the station that asked for it. */
export function DeliverDialog({ delivery, ...target }: PemTarget & { delivery: Omit<Delivery, 'verb' | 'chain'> }) {
  const { t } = useTranslation('upkeep');
  return (
    <PemDialog
      {...target}
      title={t('upkeep:deliverTitle', { type: t(`upkeep:type.${delivery.type ?? 'ChargingStationCertificate'}`) })}
      hint={t('upkeep:deliverHint')}
      action={t('upkeep:deliver')}
      kind="chain"
      requestOf={(chain) => ({ verb: 'certificateSigned', chain, ...delivery })}
    />
  );
}
