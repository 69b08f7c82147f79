import type { PemKind } from '@stationmaster/domain';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { PemField, usePem } from '../../../components/pem-field.tsx';
import type { CommandRequest, CommandSender } from '../use-command.ts';

/** What sends it and where it goes; `sender` tells what becomes of it. */
export interface PemTarget {
  sender: CommandSender;
  onClose: () => void;
}
interface Props extends PemTarget {
  title: string;
  hint: string;
  action: string;
  kind: PemKind;
  /** Fields before the certificate. */
  children?: ReactNode;
  requestOf: (pem: string) => CommandRequest;
}

/** A certificate, or a chain of them, to paste. It stays until the server has taken it, so that nothing has to be pasted again. */
export function PemDialog({ title, hint, action, kind, children, requestOf, sender, onClose }: Props) {
  const { t } = useTranslation('upkeep');
  const pem = usePem(kind, sender.error);
  const submit = () => {
    const text = pem.take();
    if (text !== null) sender.send(requestOf(text), undefined, onClose);
  };
  const close = () => {
    // Said here already.
    if (sender.error) sender.forget();
    onClose();
  };
  return (
    <FormDialog
      title={title}
      onClose={close}
      onSubmit={submit}
      action={action}
      disabled={pem.text.trim() === ''}
      sending={{ isPending: sender.waiting, error: pem.error }}
      size="lg"
    >
      {children}
      <PemField pem={pem} label={t('upkeep:pem')} hint={hint} />
    </FormDialog>
  );
}
