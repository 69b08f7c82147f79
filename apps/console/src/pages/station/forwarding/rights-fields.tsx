import { ActionIcon, Group, Select, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Choices, Forwarding } from './looks.ts';

type Rights = Forwarding['byAction'];
const roles = ['us', 'them', 'alone'] as const;
/** Messages of sessions are heard whole or not at all. */
const whole = ['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent'];

interface Props {
  choices: Choices;
  value: Rights;
  onChange: (rights: Rights) => void;
}

/** Messages that another answers than the rest. */
export function RightsFields({ choices, value, onChange }: Props) {
  const { t } = useTranslation('forwarding');
  const without = (action: string): Rights => Object.fromEntries(Object.entries(value).filter(([name]) => name !== action));
  return (
    <Stack gap={8}>
      {Object.entries(value).map(([action, role]) => (
        <Group key={action} gap={8} align="end" wrap="nowrap">
          <Select
            style={{ flex: 1 }}
            label={action}
            data={roles
              .filter((one) => one !== 'alone' || !whole.includes(action))
              .map((one) => ({ value: one, label: t(`forwarding:form.role.${one}`) }))}
            value={role}
            onChange={(chosen) => onChange({ ...value, [action]: roles.find((one) => one === chosen) ?? role })}
            allowDeselect={false}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('forwarding:form.drop', { action })}
            onClick={() => onChange(without(action))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Select
        label={t('forwarding:form.rights')}
        description={t('forwarding:form.rightsHint')}
        placeholder={t('forwarding:form.add')}
        data={choices.actions.filter((action) => !(action in value))}
        value={null}
        onChange={(action) => action !== null && onChange({ ...value, [action]: 'us' })}
        searchable
      />
    </Stack>
  );
}
