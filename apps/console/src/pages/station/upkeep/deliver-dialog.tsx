import { useTranslation } from 'react-i18next';
import { PemDialog } from './pem-dialog.tsx';

/** A certificate that was signed elsewhere, for the station that asked for it. */
export function DeliverDialog({ type, onSend, onClose }: { type: string; onSend: (chain: string) => void; onClose: () => void }) {
  const { t } = useTranslation('upkeep');
  return (
    <PemDialog
      title={t('upkeep:deliverTitle', { type: t(`upkeep:type.${type}`) })}
      hint={t('upkeep:deliverHint')}
      action={t('upkeep:deliver')}
      onSend={onSend}
      onClose={onClose}
    />
  );
}
