import { Button, Group, Modal, MultiSelect, NumberInput, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { SiteSelect } from '../../../components/site-select.tsx';
import { keys } from '../../../queries.ts';
import type { Choices, Forwarding } from './looks.ts';
import { RightsFields } from './rights-fields.tsx';

interface Props {
  /** null: all stations of a site. */
  stationId: string | null;
  forwarding: Forwarding | null;
  choices: Choices;
  onClose: () => void;
}

const plain = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Where the second back end is, how the station is known there, and what it may. */
export function SettingsForm({ stationId, forwarding, choices, onClose }: Props) {
  const { t } = useTranslation('forwarding');
  const cache = useQueryClient();
  const [siteId, setSiteId] = useState<number | null>(null);
  const [url, setUrl] = useState(forwarding?.url ?? '');
  const [identity, setIdentity] = useState(forwarding?.identity ?? '');
  const [password, setPassword] = useState('');
  const [certificate, setCertificate] = useState(forwarding?.certificate ?? '');
  const [certificateKey, setKey] = useState('');
  const [authority, setAuthority] = useState(forwarding?.authority ?? '');
  const [patience, setPatience] = useState<number>(forwarding?.patienceSeconds ?? 10);
  const [commands, setCommands] = useState(forwarding?.commands ?? []);
  const [byAction, setByAction] = useState(forwarding?.byAction ?? {});
  const [isOpen, setOpen] = useState(certificate !== '' || authority !== '');
  const settings = {
    ...{
      url: url.trim(),
      authority: plain(authority),
      answers: forwarding?.answers ?? ('us' as const),
      byAction,
      commands,
      patienceSeconds: patience,
    },
    // Nothing typed: what is stored stays.
    ...(password === '' ? {} : { password }),
    ...(certificate.trim() === (forwarding?.certificate ?? '') ? {} : { certificate: plain(certificate) }),
    ...(certificateKey === '' ? {} : { certificateKey }),
  };
  const save = useMutation({
    mutationFn: async (): Promise<void> => {
      if (stationId === null) await api.setForwardings({ body: { filter: { siteId: siteId ?? 0 }, settings } });
      else await api.setForwarding({ params: { stationId }, body: { ...settings, identity: plain(identity) } });
    },
    onSuccess: async () => {
      await Promise.all([['forwarding'], keys.forwardings().slice(0, 1)].map((queryKey) => cache.invalidateQueries({ queryKey })));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(stationId === null ? 'forwarding:form.many' : 'forwarding:form.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          {stationId === null && <SiteSelect label={t('forwarding:form.site')} value={siteId} onChange={setSiteId} firstIfOnly />}
          <TextInput
            label={t('forwarding:form.url')}
            description={t('forwarding:form.urlHint')}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            autoComplete="off"
            required
            data-autofocus
          />
          {stationId !== null && (
            <TextInput
              label={t('forwarding:form.identity')}
              description={t('forwarding:form.identityHint')}
              value={identity}
              onChange={(event) => setIdentity(event.currentTarget.value)}
              autoComplete="off"
              maxLength={48}
            />
          )}
          <PasswordInput
            label={t('forwarding:form.password')}
            {...(forwarding?.hasPassword ? { description: t('forwarding:form.passwordKept') } : {})}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
            maxLength={64}
          />
          {isOpen ? (
            <>
              <Textarea
                label={t('forwarding:form.certificate')}
                value={certificate}
                onChange={(event) => setCertificate(event.currentTarget.value)}
                rows={3}
              />
              <Textarea
                label={t('forwarding:form.certificateKey')}
                value={certificateKey}
                onChange={(event) => setKey(event.currentTarget.value)}
                rows={3}
              />
              <Textarea
                label={t('forwarding:form.authority')}
                description={t('forwarding:form.authorityHint')}
                value={authority}
                onChange={(event) => setAuthority(event.currentTarget.value)}
                rows={3}
              />
            </>
          ) : (
            <Group>
              <Button variant="subtle" onClick={() => setOpen(true)}>
                {t('forwarding:form.more')}
              </Button>
            </Group>
          )}
          <NumberInput
            label={t('forwarding:form.patience')}
            value={patience}
            onChange={(value) => setPatience(Number(value))}
            min={1}
            max={25}
            allowDecimal={false}
          />
          <MultiSelect
            label={t('forwarding:form.commands')}
            description={t('forwarding:form.commandsHint')}
            data={choices.commands}
            value={commands}
            onChange={setCommands}
            searchable
            clearable
          />
          <RightsFields choices={choices} value={byAction} onChange={setByAction} />
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={url.trim() === '' || (stationId === null && siteId === null)}>
              {t('forwarding:form.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
