import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asked, type KindName, kindOf, type OrderForm } from './bulk-order.ts';

interface Props {
  kind: KindName;
  form: OrderForm;
  onChange: (change: Partial<OrderForm>) => void;
}

/** What the kind of order still needs to know. */
export function OrderFields({ kind, form, onChange }: Props) {
  const { t } = useTranslation('commands');
  const words: Record<Exclude<keyof OrderForm, 'message'>, { label: string; description?: string; maxLength: number }> = {
    component: { label: t('commands:dialog.component'), description: t('commands:dialog.componentHint'), maxLength: 50 },
    variable: { label: t('commands:dialog.variable'), description: t('commands:dialog.variableHint'), maxLength: 50 },
    value: { label: t('commands:dialog.value'), maxLength: 2500 },
    location:
      kind === 'log'
        ? { label: t('commands:dialog.uploadTo'), description: t('commands:dialog.uploadHint'), maxLength: 2000 }
        : { label: t('commands:dialog.location'), description: t('commands:dialog.locationHint'), maxLength: 2000 },
  };
  return kindOf(kind).fields.map((field) =>
    field === 'message' ? (
      <Select
        key={field}
        label={t('commands:dialog.message')}
        value={form.message}
        onChange={(value) => onChange({ message: asked.find((message) => message === value) ?? 'Heartbeat' })}
        data={asked.map((value) => ({ value, label: t(`commands:ask.${value}`) }))}
        allowDeselect={false}
      />
    ) : (
      <TextInput
        key={field}
        {...words[field]}
        value={form[field]}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
      />
    ),
  );
}
