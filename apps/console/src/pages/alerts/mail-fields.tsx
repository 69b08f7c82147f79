import { Group, NumberInput, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelFields } from './channel-fields.ts';

/** The mail server and who reads. */
export function MailFields({
  fields,
  set,
  isKept,
}: {
  fields: ChannelFields;
  set: (change: Partial<ChannelFields>) => void;
  isKept: boolean;
}) {
  const { t } = useTranslation('alerts');
  return (
    <>
      <TagsInput
        label={t('alerts:channel.to')}
        description={t('alerts:channel.toHint')}
        value={fields.to}
        onChange={(to) => set({ to })}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
      />
      <TextInput
        label={t('alerts:channel.from')}
        type="email"
        value={fields.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
        required
      />
      <Group align="flex-end" wrap="wrap">
        <TextInput
          label={t('alerts:channel.host')}
          value={fields.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
          required
          style={{ flex: '1 1 200px' }}
          autoComplete="off"
        />
        <NumberInput
          label={t('alerts:channel.port')}
          value={fields.port}
          onChange={(port) => set({ port: Number(port) })}
          min={1}
          max={65_535}
          w={110}
          required
        />
      </Group>
      <Select
        label={t('alerts:channel.security')}
        value={fields.security}
        onChange={(security) => security && set({ security: security as ChannelFields['security'] })}
        data={(['starttls', 'tls', 'none'] as const).map((value) => ({ value, label: t(`alerts:channel.securityOf.${value}`) }))}
        allowDeselect={false}
      />
      <TextInput
        label={t('alerts:channel.user')}
        description={t('alerts:channel.userHint')}
        value={fields.user}
        onChange={(event) => set({ user: event.currentTarget.value })}
        autoComplete="off"
      />
      {fields.user !== '' && (
        <PasswordInput
          label={t('alerts:channel.password')}
          placeholder={isKept ? t('alerts:channel.secretKept') : ''}
          value={fields.secret}
          onChange={(event) => set({ secret: event.currentTarget.value })}
          required={!isKept}
          autoComplete="new-password"
        />
      )}
    </>
  );
}
