import { Radio, Stack } from '@mantine/core';
import { type Role, roles } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';

/** The three roles with what each may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { t } = useTranslation('people');
  const choose = (chosen: string) => {
    const role = roleNames.find((name) => name === chosen);
    if (role) onChange(role);
  };
  return (
    <Radio.Group label={t('people:role.label')} value={value} onChange={choose}>
      <Stack gap={10} mt={6}>
        {roleNames.map((name) => (
          <Radio key={name} value={name} label={t(`common:roles.${name}`)} description={t(`people:role.${name}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const roleNames: readonly Role[] = roles;
