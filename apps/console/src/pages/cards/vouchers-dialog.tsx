import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../api.ts';
import { VouchersPanel } from '../drivers/vouchers-panel.tsx';

/** The vouchers of a card, or of the driver it belongs to. */
export function VouchersDialog({ card, onClose }: { card: Token; onClose: () => void }) {
  const { t } = useTranslation('cards');
  return (
    <Modal opened onClose={onClose} title={card.driverName || card.value} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <VouchersPanel holder={{ tokenId: card.id }} />
    </Modal>
  );
}
