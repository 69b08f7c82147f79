import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { keys } from '../queries.ts';

interface Props {
  value: number | null;
  onChange: (siteId: number | null) => void;
  label?: string;
  placeholder?: string;
  hideLabel?: boolean;
  firstIfOnly?: boolean;
}

/** All sites to choose from. */
export function useSiteChoice() {
  return useQuery({ queryKey: keys.sites({ choice: true }), queryFn: () => api.listSites({ query: { limit: 500 } }) });
}

/** A site by name. `firstIfOnly`: chooses by itself where there is nothing to choose. */
export function SiteSelect({ value, onChange, label, placeholder, hideLabel = false, firstIfOnly = false }: Props) {
  const { t } = useTranslation();
  const { data } = useSiteChoice();
  const sites = data?.items ?? [];
  const only = firstIfOnly && sites.length === 1 ? sites[0]?.id : undefined;
  const choose = useRef(onChange);
  choose.current = onChange;
  // Only when the sites arrive; a cleared choice must stay cleared.
  useEffect(() => {
    if (only !== undefined) choose.current(only);
  }, [only]);
  const name = label ?? t('filters.site');
  return (
    <Select
      {...(hideLabel ? { 'aria-label': name } : { label: name })}
      placeholder={placeholder ?? (hideLabel ? name : t('none'))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
      data={sites.map((site) => ({ value: String(site.id), label: site.name }))}
      searchable
      clearable
    />
  );
}
