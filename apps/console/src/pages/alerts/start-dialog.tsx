import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Runbook } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { keys } from '../../queries.ts';
import { useBookWords } from './book-words.ts';

/** Begins a recipe at one station. */
export function StartDialog({ runbook, onClose }: { runbook: Runbook; onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const words = useBookWords();
  const [stationId, setStationId] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const { data } = useQuery({
    queryKey: keys.stations({ choice: search }),
    queryFn: () => api.listStations({ query: { limit: 50, ...(search ? { search } : {}) } }),
  });
  const start = useMutation({
    mutationFn: (station: string) => api.startRunbook({ params: { runbookId: runbook.id }, body: { stationId: station } }),
    onSuccess: async () => {
      onClose();
      await Promise.all(['runs', 'runbooks'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('alerts:book.startTitle', { name: words.name(runbook) })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text size="sm">
          {t('alerts:book.startText')} {t(runbook.mayDisturb ? 'alerts:book.disturbs' : 'alerts:book.disturbsNot')}.
        </Text>
        <Select
          label={t('alerts:book.station')}
          value={stationId}
          onChange={setStationId}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          data={data?.items.map(({ id, name }) => ({ value: id, label: name ? `${name} (${id})` : id })) ?? []}
          filter={({ options }) => options}
        />
        {start.error && <ErrorNote error={start.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button disabled={stationId === null} loading={start.isPending} onClick={() => stationId !== null && start.mutate(stationId)}>
            {t('alerts:book.startAction')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
