import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { keys } from '../queries.ts';

interface Props {
  label: string;
  description: string;
  value: { id: number; name: string } | null;
  onChange: (driver: { id: number; name: string } | null) => void;
}

/** A driver, found by name, number, company or plate. */
export function DriverSelect({ label, description, value, onChange }: Props) {
  const { t } = useTranslation('drivers');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 200);
  const { data } = useQuery({
    queryKey: keys.drivers({ search, choice: true }),
    queryFn: () => api.listDrivers({ query: { limit: 50, ...(search && search !== value?.name ? { search } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const found = data?.items ?? [];
  const known = value === null || found.some(({ id }) => id === value.id) ? found : [value, ...found];
  return (
    <Select
      label={label}
      description={description}
      placeholder={t('drivers:nobody')}
      searchable
      clearable
      value={value === null ? null : String(value.id)}
      onChange={(id) => onChange(known.find((driver) => String(driver.id) === id) ?? null)}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('drivers:noneFound')}
      data={known.map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}
