import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export type SecurityProfile = 0 | 1 | 2 | 3;

const choices = [
  { profile: 3, label: 'lobby:withCertificate', hint: 'lobby:withCertificateHint', encrypted: true },
  { profile: 2, label: 'lobby:withTls', hint: 'lobby:withTlsHint', encrypted: true },
  { profile: 1, label: 'lobby:withPassword', hint: 'lobby:withPasswordHint', encrypted: false },
  { profile: 0, label: 'lobby:withoutPassword', hint: 'lobby:withoutPasswordHint', encrypted: false },
] as const;

/** How a station proves who it is; what needs encryption only where this install has it. */
export function ProfileChoice({
  value,
  onChange,
  hasTls,
}: {
  value: SecurityProfile;
  onChange: (profile: SecurityProfile) => void;
  hasTls: boolean;
}) {
  const { t } = useTranslation('lobby');
  const shown = choices.filter(({ encrypted }) => hasTls || !encrypted);
  return (
    <Radio.Group
      label={t('lobby:protection')}
      value={String(value)}
      onChange={(chosen) => onChange(shown.find(({ profile }) => String(profile) === chosen)?.profile ?? 1)}
    >
      <Stack gap={8} mt={6}>
        {shown.map(({ profile, label, hint }) => (
          <Radio key={profile} value={String(profile)} label={t(label)} description={t(hint)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
