import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../api.ts';
import { CardSelect } from '../../components/card-select.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import type { CommandRequest } from './use-command.ts';

/** Whom it is about, and whether the station is to tell or to erase what it keeps of them. */
export function CustomerDialog({ onSend, onClose }: { onSend: (request: CommandRequest) => void; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const [card, setCard] = useState<Token | null>(null);
  const [form, setForm] = useState({ by: 'byCard', identifier: '', isCard: false, report: true, clear: false });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const { report, clear } = form;
  const identifier = form.identifier.trim();
  const named = { identifier, token: form.by === 'byCard' ? (card?.value ?? '') : form.isCard ? identifier : '' };
  const customer = named.token !== '' ? { token: named.token } : form.by === 'byNumber' && identifier !== '' ? { identifier } : null;
  const submit = () => {
    if (customer) onSend({ verb: 'customerInformation', customer, report, clear });
  };
  return (
    <FormDialog
      title={t('customers:askTitle')}
      onClose={onClose}
      onSubmit={submit}
      action={t('customers:send')}
      disabled={!customer || !(report || clear)}
      danger={clear}
    >
      <SegmentedControl
        aria-label={t('customers:whom')}
        value={form.by}
        onChange={(by) => set({ by })}
        data={(['byCard', 'byNumber'] as const).map((value) => ({ value, label: t(`customers:${value}`) }))}
      />
      {form.by === 'byCard' ? (
        <CardSelect label={t('customers:card')} description={t('customers:cardHint')} value={card} onChange={setCard} />
      ) : (
        <>
          <TextInput
            label={t('customers:identifier')}
            description={t('customers:identifierHint')}
            value={form.identifier}
            onChange={(event) => set({ identifier: event.currentTarget.value })}
            maxLength={64}
            autoComplete="off"
            required
          />
          <Checkbox
            label={t('customers:isCard')}
            checked={form.isCard}
            onChange={(event) => set({ isCard: event.currentTarget.checked })}
          />
        </>
      )}
      <Checkbox label={t('customers:report')} checked={report} onChange={(event) => set({ report: event.currentTarget.checked })} />
      <Checkbox
        label={t('customers:clear')}
        description={t('customers:clearHint')}
        checked={clear}
        onChange={(event) => set({ clear: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
