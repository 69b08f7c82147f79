import { Select, TextInput } from '@mantine/core';
import { sessionMarks } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { SearchField } from '../../components/filter-bar.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import type { Filters } from './filters.ts';
import { periods } from './period.ts';
import classes from './sessions.module.css';

export function FilterFields({ filters, onChange }: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation('sessions');
  const choose = (name: keyof Filters) => (value: string | null) => onChange({ [name]: value ?? '' });
  return (
    <>
      <SearchField value={filters.search} onChange={choose('search')} label={t('sessions:search')} />
      <Select
        aria-label={t('sessions:state')}
        placeholder={t('sessions:state')}
        value={filters.status || null}
        onChange={choose('status')}
        data={[
          { value: 'active', label: t('sessions:running') },
          { value: 'ended', label: t('sessions:ended') },
        ]}
        clearable
        className={classes.choice ?? ''}
      />
      <Select
        aria-label={t('sessions:period.label')}
        placeholder={t('sessions:period.label')}
        value={filters.period || null}
        onChange={choose('period')}
        data={periods.map((value) => ({ value, label: t(`sessions:period.${value}`) }))}
        clearable
        className={classes.choice ?? ''}
      />
      {filters.period === 'own' && (
        <>
          <TextInput
            type="date"
            aria-label={t('sessions:period.from')}
            className={classes.day ?? ''}
            value={filters.from}
            max={filters.to || undefined}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('sessions:period.to')}
            className={classes.day ?? ''}
            value={filters.to}
            min={filters.from || undefined}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
        </>
      )}
      <div className={classes.choice}>
        <SiteSelect
          hideLabel
          value={filters.siteId ? Number(filters.siteId) : null}
          onChange={(site) => onChange({ siteId: site === null ? '' : String(site) })}
        />
      </div>
      <StationSelect value={filters.stationId} onChange={choose('stationId')} />
      <Select
        aria-label={t('sessions:markFilter')}
        placeholder={t('sessions:markFilter')}
        value={filters.mark || null}
        onChange={choose('mark')}
        data={sessionMarks.map((value) => ({ value, label: t(`sessions:mark.${value}.name`) }))}
        clearable
        className={classes.choice ?? ''}
      />
    </>
  );
}

/** A station by name; one that is not among the first 500 is still shown by its id. */
function StationSelect({ value, onChange }: { value: string; onChange: (stationId: string | null) => void }) {
  const { t } = useTranslation('sessions');
  const { data } = useQuery({ queryKey: keys.stations({ choice: true }), queryFn: () => api.listStations({ query: { limit: 500 } }) });
  const known = (data?.items ?? []).map((station) => ({ value: station.id, label: station.name || station.id }));
  const shown = value && !known.some((station) => station.value === value) ? [...known, { value, label: value }] : known;
  return (
    <Select
      aria-label={t('sessions:station')}
      placeholder={t('sessions:station')}
      value={value || null}
      onChange={onChange}
      data={shown}
      searchable
      clearable
      className={classes.choice ?? ''}
    />
  );
}
