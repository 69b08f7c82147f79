import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './send-message.module.css';

interface Props {
  title: string;
  label: string;
  hint: string;
  start: object;
  action: string;
  /** Fields before the text. */
  children?: ReactNode;
  onSend: (value: Record<string, unknown>) => void;
  onClose: () => void;
}

/** An object of the standard, written as JSON: for what only experts change. The server checks it before it goes out. */
export function JsonDialog({ title, label, hint, start, action, children, onSend, onClose }: Props) {
  const { t } = useTranslation('station');
  const [text, setText] = useState(() => JSON.stringify(start, null, 2));
  const value = objectOf(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== null) onSend(value);
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {children}
          <Textarea
            label={label}
            description={value === null ? t('station:noJson') : hint}
            classNames={{ input: classes.text ?? '' }}
            rows={14}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={value === null}
            spellCheck={false}
            autoComplete="off"
          />
          <Button type="submit" disabled={value === null}>
            {action}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
