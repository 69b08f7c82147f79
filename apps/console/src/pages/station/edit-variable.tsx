import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../api.ts';
import { variableName } from './variable-name.ts';

export function EditVariable({ variable, onSave, onClose }: { variable: Variable; onSave: (value: string) => void; onClose: () => void }) {
  const { t } = useTranslation('station');
  const [value, setValue] = useState(variable.value ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(value);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('station:change', { name: variableName(variable) })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('station:value')}
            description={t('station:valueHint')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            maxLength={2500}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit">{t('station:write')}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
