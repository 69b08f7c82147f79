import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../components/form-dialog.tsx';

/** The number the grid operator sends for automatic frequency restoration (aFRR); the station knows what it means by its curve. */
export function SignalDialog({ onSend, onClose }: { onSend: (signal: number) => void; onClose: () => void }) {
  const { t } = useTranslation('grid');
  const [signal, setSignal] = useState<number | string>(0);
  return (
    <FormDialog
      title={t('grid:signal')}
      onClose={onClose}
      onSubmit={() => onSend(Number(signal))}
      action={t('grid:signalIt')}
      disabled={signal === ''}
    >
      <NumberInput
        label={t('grid:signalValue')}
        description={t('grid:signalHint')}
        value={signal}
        onChange={setSignal}
        allowDecimal={false}
        required
        data-autofocus
      />
    </FormDialog>
  );
}
