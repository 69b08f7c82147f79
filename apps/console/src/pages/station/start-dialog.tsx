import { Button, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../api.ts';
import { CardSelect } from '../../components/card-select.tsx';

/** Which card pays for it. */
export function StartDialog({ plugName, onStart, onClose }: { plugName: string; onStart: (token: string) => void; onClose: () => void }) {
  const { t } = useTranslation('station');
  const [card, setCard] = useState<Token | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (card) onStart(card.value);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('station:startTitle', { name: plugName })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <CardSelect label={t('station:card')} description={t('station:cardHint')} value={card} onChange={setCard} />
          <Button type="submit" disabled={!card}>
            {t('station:start')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
