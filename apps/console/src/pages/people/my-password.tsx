import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMe } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import classes from './people.module.css';

export function MyPassword() {
  const { t } = useTranslation('people');
  const { data: me } = useMe();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => api.changePassword({ body: { current, password } }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      notifications.show({ message: t('people:me.done') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  // The general sentence names the e-mail address too, which is not asked for here.
  const wrong = change.error instanceof ApiError && change.error.code === 'wrongCredentials';
  return (
    <form onSubmit={submit} className={`sm-panel ${classes.narrow}`}>
      <Stack>
        <p className="sm-quiet" style={{ margin: 0, fontSize: 14, lineHeight: 1.5 }}>
          {t('people:me.text', { name: me?.email ?? me?.name ?? '' })}
        </p>
        <input type="text" name="username" autoComplete="username" value={me?.email ?? ''} readOnly hidden />
        <PasswordInput
          label={t('people:me.current')}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={wrong && t('people:me.wrong')}
          autoComplete="current-password"
          required
        />
        <PasswordInput
          label={t('people:me.new')}
          description={t('common:passwordRule')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          minLength={10}
          maxLength={200}
          required
        />
        {change.error && !wrong && <ErrorNote error={change.error} />}
        <Button type="submit" loading={change.isPending}>
          {t('people:me.change')}
        </Button>
      </Stack>
    </form>
  );
}
