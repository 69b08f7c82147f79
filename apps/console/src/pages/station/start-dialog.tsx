import { Button, Modal, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';

/** Which card pays for it. */
export function StartDialog({ plugName, onStart, onClose }: { plugName: string; onStart: (token: string) => void; onClose: () => void }) {
  const { t } = useTranslation('station');
  const [text, setText] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const [search] = useDebouncedValue(text, 200);
  const { data } = useQuery({
    queryKey: keys.tokens({ search, choice: true }),
    queryFn: () => api.listTokens({ query: { blocked: 'false', limit: 50, ...(search && search !== token ? { search } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token) onStart(token);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('station:startTitle', { name: plugName })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t('station:card')}
            description={t('station:cardHint')}
            placeholder={t('station:cardSearch')}
            searchable
            value={token}
            onChange={setToken}
            onSearchChange={setText}
            filter={({ options }) => options}
            nothingFoundMessage={t('station:noCards')}
            data={(data?.items ?? []).map((card) => ({
              value: card.value,
              label: card.driverName ? `${card.driverName} · ${card.value}` : card.value,
            }))}
            required
            data-autofocus
          />
          <Button type="submit" disabled={!token}>
            {t('station:start')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
