import { Button, Modal, NumberInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The number the grid operator sends for automatic frequency restoration (aFRR); the station knows what it means by its curve. */
export function SignalDialog({ onSend, onClose }: { onSend: (signal: number) => void; onClose: () => void }) {
  const { t } = useTranslation('grid');
  const [signal, setSignal] = useState<number | string>(0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(Number(signal));
  };
  return (
    <Modal opened onClose={onClose} title={t('grid:signal')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <NumberInput
            label={t('grid:signalValue')}
            description={t('grid:signalHint')}
            value={signal}
            onChange={setSignal}
            allowDecimal={false}
            required
            data-autofocus
          />
          <Button type="submit" disabled={signal === ''}>
            {t('grid:signalIt')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
