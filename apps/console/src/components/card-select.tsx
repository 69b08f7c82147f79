import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Token } from '../api.ts';
import { keys } from '../queries.ts';

interface Props {
  label: string;
  description: string;
  value: Token | null;
  onChange: (card: Token | null) => void;
  /** It may stay empty, with these words in it. */
  optional?: string;
}

/** One of our cards that are not blocked, found by driver or number. */
export function CardSelect({ label, description, value, onChange, optional }: Props) {
  const { t } = useTranslation('station');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 200);
  const { data } = useQuery({
    queryKey: keys.tokens({ search, choice: true }),
    queryFn: () => api.listTokens({ query: { blocked: 'false', limit: 50, ...(search && search !== labelOf(value) ? { search } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const cards = data?.items ?? [];
  return (
    <Select
      label={label}
      description={description}
      placeholder={optional ?? t('station:cardSearch')}
      searchable
      value={value === null ? null : value.value}
      onChange={(chosen) => onChange(cards.find((card) => card.value === chosen) ?? null)}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('station:noCards')}
      data={cards.map((card) => ({ value: card.value, label: labelOf(card) }))}
      {...(optional === undefined ? { required: true, 'data-autofocus': true } : { clearable: true })}
    />
  );
}

function labelOf(card: Token | null): string {
  if (card === null) return '';
  return card.driverName ? `${card.driverName} · ${card.value}` : card.value;
}
