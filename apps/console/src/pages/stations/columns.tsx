import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import type { Column } from '../../components/data-table.tsx';
import { Power, RelativeTime } from '../../components/quantity.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useGlow } from '../../glow.ts';
import { plugsOf, stationPower } from '../../station-state.ts';
import classes from './stations.module.css';

interface Selection {
  /** Ids. */
  chosen: readonly string[];
  choose: (chosen: readonly string[]) => void;
}

/** `selection` null: nothing can be done with many, so nothing can be chosen. */
export function useStationColumns(selection: Selection | null): Column<Station>[] {
  const { t } = useTranslation('stations');
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('stations:station'),
        fixed: true,
        sort: (station) => station.name || station.id,
        cell: (station) => <Chosen station={station} selection={selection} />,
      },
      { key: 'plugs', header: t('stations:plugs'), fixed: true, cell: (station) => <Plugs station={station} /> },
      {
        key: 'power',
        header: t('stations:power'),
        align: 'end',
        sort: stationPower,
        cell: (station) => <Power watts={stationPower(station)} />,
      },
      { key: 'site', header: t('common:filters.site'), sort: (station) => station.siteName, cell: (station) => station.siteName ?? '–' },
      {
        key: 'model',
        header: t('stations:model'),
        sort: (station) => [station.vendor, station.model].filter(Boolean).join(' ') || null,
        cell: (station) => [station.vendor, station.model].filter(Boolean).join(' ') || '–',
      },
      {
        key: 'firmware',
        header: t('stations:firmware'),
        sort: (station) => station.firmwareVersion,
        cell: (station) => station.firmwareVersion ?? '–',
      },
      {
        key: 'protocol',
        header: t('stations:protocol'),
        sort: (station) => station.protocol,
        cell: (station) => station.protocol ?? '–',
        optional: true,
      },
      {
        key: 'serial',
        header: t('stations:serial'),
        sort: (station) => station.serialNumber,
        cell: (station) => station.serialNumber ?? '–',
        optional: true,
      },
      {
        key: 'heard',
        header: t('stations:lastHeard'),
        align: 'end',
        sort: (station) => (station.lastHeardAt ? Date.parse(station.lastHeardAt) : null),
        cell: (station) => <RelativeTime at={station.lastHeardAt} />,
      },
    ],
    [t, selection],
  );
}

function Chosen({ station, selection }: { station: Station; selection: Selection | null }) {
  const { t } = useTranslation();
  if (selection === null) return <Name station={station} />;
  const { chosen, choose } = selection;
  const isChosen = chosen.includes(station.id);
  return (
    <span className={classes.nameBox}>
      <Checkbox
        size="xs"
        aria-label={t('table.select', { name: station.name || station.id })}
        checked={isChosen}
        onChange={() => choose(isChosen ? chosen.filter((id) => id !== station.id) : [...chosen, station.id])}
      />
      <Name station={station} />
    </span>
  );
}

function Name({ station }: { station: Station }) {
  const { t } = useTranslation('stations');
  const shine = useGlow(`station#${station.id}`);
  return (
    <span className={`${classes.name} ${shine}`}>
      <Link to="/stations/$stationId" params={{ stationId: station.id }} className="sm-link" tabIndex={-1}>
        {station.name || station.id}
      </Link>
      <span className={`sm-quiet ${classes.id}`}>
        {station.name ? station.id : ''}
        {station.demo ? ` ${t('stations:demo')}` : ''}
      </span>
    </span>
  );
}

function Plugs({ station }: { station: Station }) {
  return (
    <span className={classes.plugs}>
      {plugsOf(station).map((plug) => (
        <StatusBadge key={plug.key} status={plug.status} hint={plug.label} />
      ))}
    </span>
  );
}
