import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type LobbyAttempt } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PasswordOnce } from '../../components/password-once.tsx';
import { ProfileChoice, type SecurityProfile } from '../../components/profile-choice.tsx';
import { SiteSelect } from '../../components/site-select.tsx';

interface Props {
  attempt: LobbyAttempt;
  ocppUrl: string;
  /** null: no encryption here. */
  tlsUrl: string | null;
  onClose: () => void;
}

/** Makes the box one of ours. A password, where one is made, is shown here and never again. */
export function AdoptDialog({ attempt, ocppUrl, tlsUrl, onClose }: Props) {
  const { t } = useTranslation('lobby');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [siteId, setSiteId] = useState<number | null>(null);
  const [profile, setProfile] = useState<SecurityProfile>(attempt.transport?.encryptedBy ? 2 : 1);
  const adopt = useMutation({
    mutationFn: () => api.adopt({ params: { attemptId: attempt.id }, body: { name: name.trim(), siteId, securityProfile: profile } }),
    onSuccess: async (adopted) => {
      await Promise.all(['lobby', 'stations', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
      if (adopted.password === null) await navigate({ to: '/stations/$stationId', params: { stationId: adopted.stationId } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adopt.mutate();
  };
  const done = adopt.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('lobby:adoptTitle', { name: attempt.stationId })}
      size="lg"
      closeOnClickOutside={!done}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {done?.password ? (
        <PasswordOnce
          stationId={done.stationId}
          password={done.password}
          ocppUrl={profile >= 2 ? (tlsUrl ?? ocppUrl) : ocppUrl}
          onDone={() => void navigate({ to: '/stations/$stationId', params: { stationId: done.stationId } })}
        />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t('lobby:name')}
              description={t('lobby:nameHint')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={100}
              data-autofocus
            />
            <SiteSelect value={siteId} onChange={setSiteId} firstIfOnly />
            <ProfileChoice value={profile} onChange={setProfile} hasTls={tlsUrl !== null} />
            {adopt.error && <ErrorNote error={adopt.error} />}
            <Button type="submit" loading={adopt.isPending}>
              {t('lobby:adopt')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
