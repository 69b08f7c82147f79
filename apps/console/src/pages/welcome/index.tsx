import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { keys } from '../../queries.ts';
import { FrontDoor } from '../../shell/front-door.tsx';

/** The one-time code stands in the fragment (`/welcome#token`), which browsers send to no server and no log. */
function tokenFromAddress(): string {
  return decodeURIComponent(location.hash.replace(/^#(token=)?/, ''));
}

export default function Welcome() {
  const { t } = useTranslation('sign-in');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [token] = useState(tokenFromAddress);
  const [form, setForm] = useState({ name: '', email: '', password: '' });
  const accept = useMutation({
    mutationFn: () => api.acceptInvitation({ body: { token, ...form, email: form.email.trim() } }),
    onSuccess: (me) => {
      cache.clear();
      cache.setQueryData(keys.me, me);
      void navigate({ to: '/', replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setForm((before) => ({ ...before, [name]: value }));
  };
  if (!token)
    return (
      <FrontDoor title={t('sign-in:welcome')}>
        <Alert color="brass">{t('sign-in:noToken')}</Alert>
      </FrontDoor>
    );
  return (
    <FrontDoor title={t('sign-in:welcome')} text={t('sign-in:welcomeText')}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            name="name"
            label={t('sign-in:name')}
            value={form.name}
            onChange={set('name')}
            autoComplete="name"
            required
            size="md"
            autoFocus
          />
          <TextInput
            name="email"
            type="email"
            label={t('sign-in:email')}
            value={form.email}
            onChange={set('email')}
            autoComplete="username"
            required
            size="md"
          />
          <PasswordInput
            name="password"
            label={t('sign-in:password')}
            description={t('common:passwordRule')}
            value={form.password}
            onChange={set('password')}
            autoComplete="new-password"
            minLength={10}
            required
            size="md"
          />
          {accept.error && <ErrorNote error={accept.error} />}
          <Button type="submit" size="md" loading={accept.isPending}>
            {t('sign-in:create')}
          </Button>
        </Stack>
      </form>
    </FrontDoor>
  );
}
