import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './error-note.tsx';

interface Props {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  /** What sends the form: under way, or what went wrong. Left out where somebody else shows what becomes of it. */
  sending?: { isPending: boolean; error: Error | null };
  /** What the button says; left out: “Save”. */
  action?: string;
  /** Something is missing still. */
  disabled?: boolean;
  /** It destroys something. */
  danger?: boolean;
  /** Opposite the buttons: what removes the thing. */
  aside?: ReactNode;
  size?: 'lg' | 'xl';
  children: ReactNode;
}

/** A form in a dialog: its fields, what went wrong, the way out and the way on. */
export function FormDialog({ title, onClose, onSubmit, sending, action, disabled = false, danger = false, aside, size, children }: Props) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }} {...(size && { size })}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          {sending?.error && <ErrorNote error={sending.error} />}
          <Group justify="space-between">
            <div>{aside}</div>
            <Group>
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={sending?.isPending ?? false} disabled={disabled} {...(danger && { color: 'red' })}>
                {action ?? t('save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
