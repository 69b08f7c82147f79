import { Select, TextInput } from '@mantine/core';
import { type ReportDimension, reportDimensions } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import { type Choice, periodOf, periods } from './choice.ts';
import classes from './reports.module.css';

interface Props {
  choice: Choice;
  /** As it is asked for: what the address bar leaves out is filled in. */
  asked: { by: ReportDimension; and?: ReportDimension; from: string; until: string };
  onChange: (change: Partial<Choice>) => void;
}

/** Of which days, by what, and narrowed to what. */
export function ChoiceFields({ choice, asked, onChange }: Props) {
  const { t } = useTranslation('reports');
  return (
    <search className={classes.choice}>
      <Select
        label={t('reports:period.label')}
        value={periodOf(choice.period)}
        onChange={(period) => period && onChange({ period, ...(period === 'own' ? { from: asked.from, until: asked.until } : {}) })}
        data={periods.map((value) => ({ value, label: t(`reports:period.${value}`) }))}
        allowDeselect={false}
      />
      {choice.period === 'own' && (
        <>
          <TextInput
            type="date"
            label={t('reports:period.from')}
            value={asked.from}
            max={asked.until}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('reports:period.until')}
            value={asked.until}
            min={asked.from}
            onChange={(event) => onChange({ until: event.currentTarget.value })}
          />
        </>
      )}
      <DimensionSelects by={asked.by} and={asked.and ?? null} onChange={onChange} />
      <SiteSelect
        label={t('reports:dimension.site')}
        placeholder={t('reports:every')}
        value={choice.siteId ? Number(choice.siteId) : null}
        onChange={(site) => onChange({ siteId: site === null ? '' : String(site) })}
      />
      <StationSelect value={choice.stationId} onChange={(stationId) => onChange({ stationId: stationId ?? '' })} />
      <Narrowed choice={choice} onChange={onChange} />
    </search>
  );
}

/** One dimension or two. */
export function DimensionSelects({
  by,
  and,
  onChange,
}: {
  by: ReportDimension;
  and: ReportDimension | null;
  onChange: (change: { by?: ReportDimension; and?: ReportDimension | '' }) => void;
}) {
  const { t } = useTranslation('reports');
  const data = (without: ReportDimension | null) =>
    reportDimensions.filter((value) => value !== without).map((value) => ({ value, label: t(`reports:dimension.${value}`) }));
  return (
    <>
      <Select
        label={t('reports:by')}
        value={by}
        onChange={(value) => value && onChange({ by: value as ReportDimension, ...(value === and ? { and: '' } : {}) })}
        data={data(null)}
        allowDeselect={false}
      />
      <Select
        label={t('reports:and')}
        placeholder={t('reports:nothingElse')}
        value={and}
        onChange={(value) => onChange({ and: (value ?? '') as ReportDimension | '' })}
        data={data(by)}
        clearable
      />
    </>
  );
}

/** A station by name; one that is not among the first 500 is still shown by its id. */
function StationSelect({ value, onChange }: { value: string; onChange: (stationId: string | null) => void }) {
  const { t } = useTranslation('reports');
  const { data } = useQuery({ queryKey: keys.stations({ choice: true }), queryFn: () => api.listStations({ query: { limit: 500 } }) });
  const known = (data?.items ?? []).map((station) => ({ value: station.id, label: station.name || station.id }));
  return (
    <Select
      label={t('reports:dimension.station')}
      placeholder={t('reports:every')}
      value={value || null}
      onChange={onChange}
      data={value && !known.some((station) => station.value === value) ? [...known, { value, label: value }] : known}
      searchable
      clearable
    />
  );
}

const others = { tariffId: 'tariff', companyId: 'company', costCentreId: 'costCentre', driverId: 'driver' } as const;
/** What a link has narrowed the report to beside, each with a way out. */
function Narrowed({ choice, onChange }: Pick<Props, 'choice' | 'onChange'>) {
  const { t } = useTranslation('reports');
  const set = (Object.keys(others) as (keyof typeof others)[]).filter((name) => choice[name] !== '');
  return set.map((name) => (
    <Select
      key={name}
      label={t(`reports:dimension.${others[name]}`)}
      value={choice[name]}
      data={[{ value: choice[name], label: `#${choice[name]}` }]}
      onChange={(value) => onChange({ [name]: value ?? '' })}
      clearable
    />
  ));
}
