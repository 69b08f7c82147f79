import { Group, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { channelKinds } from '@stationmaster/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Channel } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { notifications } from '../../notices.tsx';
import { bodyOf, type ChannelFields, firstFields } from './channel-fields.ts';
import { MailFields } from './mail-fields.tsx';

const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const chats: readonly string[] = ['slack', 'teams', 'mattermost'];

/** A new channel, or one as it is; its secret is never shown. */
export function ChannelForm({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const { t, i18n } = useTranslation('alerts');
  const cache = useQueryClient();
  const [fields, setFields] = useState<ChannelFields>(() => firstFields(channel, { language: i18n.language, timeZone: here }));
  const set = (change: Partial<ChannelFields>) => setFields((before) => ({ ...before, ...change }));
  const refresh = () => Promise.all(['channels', 'alertRules'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(fields);
      return channel ? api.updateChannel({ params: { channelId: channel.id }, body }) : api.createChannel({ body });
    },
    onSuccess: async ({ name }) => {
      notifications.show({ message: t('alerts:channel.saved', { name }) });
      onClose();
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (channelId: number) => api.deleteChannel({ params: { channelId } }),
    onSuccess: async () => {
      onClose();
      await refresh();
    },
  });
  const isKept = channel?.hasSecret === true && channel.settings.kind === fields.kind;
  const secret = (label: string, hint?: string) => (
    <PasswordInput
      label={label}
      {...(hint ? { description: hint } : {})}
      placeholder={isKept ? t('alerts:channel.secretKept') : ''}
      value={fields.secret}
      onChange={(event) => set({ secret: event.currentTarget.value })}
      required={!isKept}
      autoComplete="new-password"
    />
  );
  return (
    <FormDialog
      title={t(channel ? 'alerts:channel.editTitle' : 'alerts:channel.addTitle')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      aside={
        channel && (
          <RemoveButton
            label={t('alerts:channel.remove')}
            title={t('alerts:channel.removeTitle', { name: channel.name })}
            text={t('alerts:channel.removeText')}
            remove={{ ...remove, mutate: () => remove.mutate(channel.id) }}
          />
        )
      }
      size="lg"
    >
      <Select
        label={t('alerts:channel.kindOf')}
        description={t(`alerts:channel.kindHint.${fields.kind}`)}
        value={fields.kind}
        onChange={(kind) => kind && set({ kind: kind as ChannelFields['kind'], secret: '' })}
        data={channelKinds.map((value) => ({ value, label: t(`alerts:channel.kind.${value}`) }))}
        allowDeselect={false}
      />
      <TextInput
        label={t('alerts:channel.name')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        maxLength={100}
        autoComplete="off"
      />
      {fields.kind === 'mail' && <MailFields fields={fields} set={set} isKept={isKept} />}
      {fields.kind === 'webhook' && (
        <>
          <TextInput
            label={t('alerts:channel.url')}
            type="url"
            value={fields.url}
            onChange={(event) => set({ url: event.currentTarget.value })}
            required
          />
          {secret(t('alerts:channel.signing'), t('alerts:channel.signingHint'))}
        </>
      )}
      {chats.includes(fields.kind) && secret(t('alerts:channel.chatUrl'))}
      <Group grow>
        <Select
          label={t('alerts:channel.language')}
          value={fields.language}
          onChange={(language) => language && set({ language: language as 'en' | 'de' })}
          data={(['en', 'de'] as const).map((value) => ({ value, label: t(`common:language.${value}`) }))}
          allowDeselect={false}
        />
        <Select
          label={t('alerts:channel.zone')}
          value={fields.timeZone}
          onChange={(timeZone) => timeZone && set({ timeZone })}
          data={zones.includes(fields.timeZone) ? zones : [fields.timeZone, ...zones]}
          searchable
          allowDeselect={false}
          limit={200}
        />
      </Group>
      <Switch
        label={t('alerts:channel.standard')}
        description={t('alerts:channel.standardHint')}
        checked={fields.standard}
        onChange={(event) => set({ standard: event.currentTarget.checked })}
      />
      <Switch
        label={t('alerts:channel.enabled')}
        checked={fields.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
