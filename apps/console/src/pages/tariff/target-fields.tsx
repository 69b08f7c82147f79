import { Group, Select } from '@mantine/core';
import { type TariffTarget, tariffTargets } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import { useDriverGroups } from './groups.ts';

/** What a price or a discount holds for. */
export interface Target {
  kind: TariffTarget;
  siteId: number | null;
  stationId: string | null;
  evseId: string | null;
  groupId: string | null;
  driverId: string | null;
}
export const noTarget: Target = { kind: 'site', siteId: null, stationId: null, evseId: null, groupId: null, driverId: null };

/** Is everything said that belongs to its kind? */
export function isWhole({ kind, siteId, stationId, evseId, groupId, driverId }: Target): boolean {
  const needed = { tenant: true, site: siteId, station: stationId, evse: stationId && evseId, driverGroup: groupId, driver: driverId }[
    kind
  ];
  return needed !== null && needed !== '';
}

/** As the API takes it. */
export function targetBody({ kind, siteId, stationId, evseId, groupId, driverId }: Target): {
  target: TariffTarget;
  targetId?: number;
  stationId?: string;
  evseId?: number;
} {
  const targetId = { site: siteId, driverGroup: groupId, driver: driverId, tenant: null, station: null, evse: null }[kind];
  return {
    target: kind,
    ...(targetId !== null && { targetId: Number(targetId) }),
    ...((kind === 'station' || kind === 'evse') && stationId !== null && { stationId }),
    ...(kind === 'evse' && evseId !== null && { evseId: Number(evseId) }),
  };
}

export function TargetFields({ value, onChange }: { value: Target; onChange: (change: Partial<Target>) => void }) {
  const { t } = useTranslation('tariff');
  const { kind } = value;
  const atStation = kind === 'station' || kind === 'evse';
  const stations = useQuery({
    queryKey: keys.stations({ choice: true }),
    queryFn: () => api.listStations({ query: { limit: 500 } }),
    enabled: atStation,
  }).data?.items;
  const groups = useDriverGroups().data?.items ?? [];
  const drivers = useQuery({
    queryKey: keys.drivers({ choice: true }),
    queryFn: () => api.listDrivers({ query: { limit: 500 } }),
    enabled: kind === 'driver',
  }).data?.items;
  const plugs = [...new Set(stations?.find(({ id }) => id === value.stationId)?.connectors.map(({ evseId }) => String(evseId)) ?? [])];
  const choice = (name: 'stationId' | 'evseId' | 'groupId' | 'driverId', data: { value: string; label: string }[]) => (
    <Select
      label={t(`tariff:uses.choose.${name}`)}
      value={value[name]}
      onChange={(chosen) => onChange({ [name]: chosen, ...(name === 'stationId' && { evseId: null }) })}
      data={data}
      searchable
      required
    />
  );
  return (
    <Group grow align="flex-start">
      <Select
        label={t('tariff:uses.for')}
        value={kind}
        onChange={(chosen) => chosen && onChange({ kind: chosen as TariffTarget })}
        data={tariffTargets.toReversed().map((target) => ({ value: target, label: t(`tariff:uses.target.${target}`) }))}
        allowDeselect={false}
      />
      {kind === 'site' && <SiteSelect value={value.siteId} onChange={(siteId) => onChange({ siteId })} firstIfOnly />}
      {atStation &&
        choice(
          'stationId',
          (stations ?? []).map(({ id, name }) => ({ value: id, label: name ? `${name} (${id})` : id })),
        )}
      {kind === 'evse' &&
        choice(
          'evseId',
          plugs.map((plug) => ({ value: plug, label: plug })),
        )}
      {kind === 'driverGroup' &&
        choice(
          'groupId',
          groups.map(({ id, name }) => ({ value: String(id), label: name })),
        )}
      {kind === 'driver' &&
        choice(
          'driverId',
          (drivers ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        )}
    </Group>
  );
}
