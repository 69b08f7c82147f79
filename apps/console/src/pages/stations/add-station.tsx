import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PasswordOnce } from '../../components/password-once.tsx';
import { ProfileChoice, type SecurityProfile } from '../../components/profile-choice.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import { stationAddress } from '../../station-address.ts';

/** Registers a station before it calls in; ends with what to type into it. */
export function AddStation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('stations');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const overview = useQuery({ queryKey: keys.overview, queryFn: () => api.overview() });
  const tlsUrl = overview.data?.tlsUrl ?? null;
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [siteId, setSiteId] = useState<number | null>(null);
  const [profile, setProfile] = useState<SecurityProfile>(1);
  const ocppUrl = (profile >= 2 ? tlsUrl : null) ?? overview.data?.ocppUrl ?? '';
  const create = useMutation({
    mutationFn: () => api.createStation({ body: { id: id.trim(), name: name.trim(), siteId, securityProfile: profile } }),
    onSuccess: async (station) => {
      await Promise.all(['stations', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
      if (station.password === null) open(station.id);
    },
  });
  // Its first page is what the person at the box needs next: the sheet, which says by itself when the box has called.
  const open = (stationId: string) =>
    void navigate({ to: '/stations/$stationId', params: { stationId }, search: { tab: 'security' } as never });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const wrong = /[:/\s]/.test(id.trim()) ? t('stations:idRule') : null;
  const made = create.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('stations:add')}
      size="lg"
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {made?.password ? (
        <PasswordOnce stationId={made.id} password={made.password} ocppUrl={ocppUrl} onDone={() => open(made.id)} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t('stations:id')}
              description={t('stations:idHint')}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
              error={wrong}
              maxLength={48}
              required
              data-autofocus
              autoComplete="off"
              spellCheck={false}
            />
            <CopyField label={t('stations:address')} value={stationAddress(ocppUrl, id.trim())} />
            <TextInput
              label={t('stations:name')}
              description={t('stations:nameHint')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={100}
            />
            <SiteSelect value={siteId} onChange={setSiteId} firstIfOnly />
            <ProfileChoice value={profile} onChange={setProfile} hasTls={tlsUrl !== null} />
            {create.error && <ErrorNote error={create.error} />}
            <Button type="submit" loading={create.isPending} disabled={wrong !== null}>
              {t('stations:add')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
