import { Button, Card, Group, List, Stack, Switch, Text } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Runbook } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useBookWords } from './book-words.ts';
import { RunbookForm } from './runbook-form.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { StartDialog } from './start-dialog.tsx';

/** What to try before somebody drives there, and how often it helped. */
export function RunbooksTab() {
  const { t } = useTranslation('alerts');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('edit', 'add');
  const [starting, setStarting] = useState<Runbook | null>(null);
  const { data, error } = useQuery({ queryKey: keys.runbooks, queryFn: () => api.listRunbooks() });
  const editing = data?.items.find(({ id }) => String(id) === url.edit);
  const close = () => setUrl({ add: '', edit: '' });
  return (
    <>
      <Group justify="space-between" align="flex-start" mb="md">
        <Text c="dimmed" style={{ flex: '1 1 280px' }}>
          {t('alerts:book.text')}
        </Text>
        {operator && (
          <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
            {t('alerts:book.add')}
          </Button>
        )}
      </Group>
      {error && <ErrorNote error={error} />}
      <Stack mb="xl">
        {data?.items.map((book) => (
          <Book key={book.id} book={book} onEdit={() => setUrl({ edit: String(book.id) })} onStart={() => setStarting(book)} />
        ))}
      </Stack>
      <RunsPanel />
      {operator && url.add && <RunbookForm key="new" onClose={close} />}
      {operator && editing && <RunbookForm key={editing.id} runbook={editing} onClose={close} />}
      {starting && <StartDialog runbook={starting} onClose={() => setStarting(null)} />}
    </>
  );
}

function Book({ book, onEdit, onStart }: { book: Runbook; onEdit: () => void; onStart: () => void }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const words = useBookWords();
  const name = words.name(book);
  const turn = useMutation({
    mutationFn: (enabled: boolean) => {
      const { id, builtin: _, runs: __, ...fields } = book;
      return api.updateRunbook({ params: { runbookId: id }, body: { ...fields, enabled } });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['runbooks'] }),
  });
  const done = book.runs.healed + book.runs.gaveUp;
  return (
    <Card withBorder padding="md" component="article" aria-label={name}>
      <Group justify="space-between" align="flex-start" wrap="wrap">
        <div style={{ flex: '1 1 260px' }}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {t('alerts:book.when')}:{' '}
            {book.kinds.length === 0 ? t('alerts:book.never') : book.kinds.map((kind) => t(`alerts:kind.${kind}`)).join(', ')}
          </Text>
        </div>
        <Switch
          label={t('alerts:book.enabled')}
          checked={book.enabled}
          disabled={!operator || turn.isPending}
          onChange={(event) => turn.mutate(event.currentTarget.checked)}
        />
      </Group>
      <List type="ordered" size="sm" my="sm" spacing={4}>
        {book.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <List.Item key={index}>{words.step(step)}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        {t(book.mayDisturb ? 'alerts:book.disturbs' : 'alerts:book.disturbsNot')} ·{' '}
        {done === 0 ? t('alerts:book.noRuns') : t('alerts:book.helped', { healed: book.runs.healed, total: done })}
      </Text>
      {turn.error && <ErrorNote error={turn.error} />}
      {operator && (
        <Group mt="sm" gap="xs">
          <Button size="compact-sm" variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={onEdit}>
            {t('alerts:book.edit')}
          </Button>
          <Button size="compact-sm" variant="default" leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={onStart}>
            {t('alerts:book.start')}
          </Button>
        </Group>
      )}
    </Card>
  );
}
