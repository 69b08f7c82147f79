import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

const firstLine = '-----BEGIN CERTIFICATE-----';

interface Props {
  title: string;
  hint: string;
  action: string;
  /** Fields before the certificate. */
  children?: ReactNode;
  onSend: (pem: string) => void;
  onClose: () => void;
}

/** A certificate, or a chain of them, to paste. */
export function PemDialog({ title, hint, action, children, onSend, onClose }: Props) {
  const { t } = useTranslation('upkeep');
  const [pem, setPem] = useState('');
  const isPem = pem.includes(firstLine);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(`${pem.trim()}\n`);
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {children}
          <Textarea
            label={t('upkeep:pem')}
            description={hint}
            placeholder={firstLine}
            value={pem}
            onChange={(event) => setPem(event.currentTarget.value)}
            rows={8}
            maxLength={10_000}
            required
            data-autofocus
            spellCheck={false}
          />
          <Button type="submit" disabled={!isPem}>
            {action}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
