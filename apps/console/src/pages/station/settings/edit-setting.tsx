import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../api.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { variableName } from '../variable-name.ts';
import { SettingField } from './setting-field.tsx';
import { isWritable } from './settings.ts';

interface Props {
  variable: Variable;
  meaning: string | undefined;
  onSave: (value: string, attribute: 'Actual' | 'Target') => void;
  onClose: () => void;
}

/** A new value for a setting, or the value it should get to where the station knows both. */
export function EditSetting({ variable, meaning, onSave, onClose }: Props) {
  const { t } = useTranslation('settings');
  const { target } = variable;
  const choices = (['Actual', 'Target'] as const).filter((attribute) =>
    attribute === 'Actual' ? isWritable(variable) : target !== null && isWritable(target),
  );
  const [attribute, setAttribute] = useState<'Actual' | 'Target'>(choices[0] ?? 'Actual');
  const currentOf = (of: 'Actual' | 'Target') => (of === 'Target' ? target?.value : variable.value) ?? '';
  const [value, setValue] = useState(currentOf(attribute));
  return (
    <FormDialog
      title={t('settings:change', { name: variableName(variable) })}
      onClose={onClose}
      onSubmit={() => onSave(value, attribute)}
      action={t('settings:write')}
    >
      {meaning && <p style={{ margin: 0 }}>{meaning}</p>}
      {choices.length > 1 && (
        <SegmentedControl
          aria-label={t('settings:which')}
          value={attribute}
          onChange={(chosen) => {
            const next = chosen === 'Target' ? 'Target' : 'Actual';
            setAttribute(next);
            setValue(currentOf(next));
          }}
          data={choices.map((one) => ({ value: one, label: t(`settings:attribute.${one}`) }))}
        />
      )}
      <SettingField variable={variable} value={value} onChange={setValue} />
      <p className="sm-quiet" style={{ margin: 0, fontSize: 13 }}>
        {t('settings:writeHint')}
      </p>
    </FormDialog>
  );
}
