import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';

interface Props {
  /** Identities. */
  value: string[];
  onChange: (stationIds: string[]) => void;
  /** Only stations there. */
  siteId: number | null;
}

/** Several stations, found by name or identity however many there are. */
export function StationsChoice({ value, onChange, siteId }: Props) {
  const { t } = useTranslation('market');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 200);
  const query = { limit: 50, ...(search && { search }), ...(siteId !== null && { siteId }) };
  const { data } = useQuery({
    queryKey: keys.stations(query),
    queryFn: () => api.listStations({ query }),
    placeholderData: keepPreviousData,
  });
  // A chosen one keeps its name while others are searched for.
  const names = useRef(new Map<string, string>());
  for (const { id, name } of data?.items ?? []) names.current.set(id, name && name !== id ? `${name} (${id})` : id);
  const ids = [...new Set([...(data?.items ?? []).map(({ id }) => id), ...value])];
  return (
    <MultiSelect
      label={t('market:trial.stations')}
      placeholder={value.length === 0 ? t('market:trial.allStations') : ''}
      value={value}
      onChange={onChange}
      onSearchChange={setText}
      data={ids.map((id) => ({ value: id, label: names.current.get(id) ?? id }))}
      // The server has searched.
      filter={({ options }) => options}
      nothingFoundMessage={t('market:trial.noStations')}
      hidePickedOptions
      searchable
      clearable
    />
  );
}
