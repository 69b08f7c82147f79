import { Button, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../api.ts';
import { CardSelect } from '../../components/card-select.tsx';
import { limitOf, noLimit, SessionLimit } from './session-limit.tsx';

interface Props {
  plugName: string;
  /** The station can end a session by itself (2.1). */
  canLimit: boolean;
  onStart: (token: string, limit: ReturnType<typeof limitOf>) => void;
  onClose: () => void;
}

/** Which card pays for it, and up to where. */
export function StartDialog({ plugName, canLimit, onStart, onClose }: Props) {
  const { t } = useTranslation('station');
  const [card, setCard] = useState<Token | null>(null);
  const [limit, setLimit] = useState(noLimit);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (card) onStart(card.value, limitOf(limit));
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
          {canLimit && <SessionLimit value={limit} onChange={setLimit} />}
          <Button type="submit" disabled={!card}>
            {t('station:start')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
