import { Button, Group } from '@mantine/core';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorNote } from '../components/error-note.tsx';

/** What is left of a page that broke: what happened, the code to quote, the way out. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <div style={{ maxWidth: 620, margin: '8vh auto', padding: 16 }}>
      <ErrorNote error={error} retry={reset} />
      <Group mt="md">
        <Button variant="default" onClick={() => location.reload()}>
          {t('error.reload')}
        </Button>
      </Group>
    </div>
  );
}

export function NotFoundScreen() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('error.noPage')}
      text={t('error.noPageText')}
      action={
        <Button component={Link} to="/">
          {t('error.home')}
        </Button>
      }
    />
  );
}
