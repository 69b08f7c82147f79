import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { keys } from '../../queries.ts';
import { FrontDoor } from '../../shell/front-door.tsx';
import { safeTarget } from '../../shell/safe-target.ts';
import { useUrlState } from '../../url.ts';

export default function SignIn() {
  const { t } = useTranslation('sign-in');
  const [{ next }] = useUrlState('next');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const install = useQuery({ queryKey: keys.install, queryFn: () => api.installState() });
  const signIn = useMutation({
    mutationFn: () => api.signIn({ body: { email: email.trim(), password } }),
    onSuccess: (me) => {
      cache.clear();
      cache.setQueryData(keys.me, me);
      void navigate({ href: safeTarget(next), replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <FrontDoor title={t('sign-in:title')}>
      <form onSubmit={submit}>
        <Stack mt="md">
          {install.data?.hasAdministrator === false && <Alert color="brass">{t('sign-in:noAdministrator')}</Alert>}
          <TextInput
            type="email"
            name="email"
            label={t('sign-in:email')}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            autoComplete="username"
            required
            size="md"
            autoFocus
          />
          <PasswordInput
            name="password"
            label={t('sign-in:password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
            size="md"
          />
          {signIn.error && <ErrorNote error={signIn.error} />}
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('sign-in:submit')}
          </Button>
        </Stack>
      </form>
    </FrontDoor>
  );
}
