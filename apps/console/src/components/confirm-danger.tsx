import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './error-note.tsx';

interface Props {
  title: string;
  /** What it will do to whom, for example how many cars are charging. */
  consequence: ReactNode;
  action: string;
  /** What cannot be undone needs this typed. */
  typed?: string;
  onConfirm: () => void;
  onClose: () => void;
  busy?: boolean;
  error?: Error | null;
}

/** The last question before something dangerous. */
export function ConfirmDanger({ title, consequence, action, typed, onConfirm, onClose, busy = false, error = null }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const ready = typed === undefined || text === typed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Inside another form: what is confirmed here must not be sent there, too.
    event.stopPropagation();
    if (ready) onConfirm();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit}>
        <Stack>
          <div style={{ fontSize: 14.5, lineHeight: 1.5 }}>{consequence}</div>
          {typed !== undefined && (
            <TextInput
              label={t('typeToConfirm', { text: typed })}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          {error && <ErrorNote error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} {...(typed === undefined ? { 'data-autofocus': true } : {})}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" disabled={!ready} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
