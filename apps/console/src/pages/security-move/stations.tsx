import { Button } from '@mantine/core';
import { moveStatuses } from '@stationmaster/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type FleetMove, type SecurityMove } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { moveLooks } from '../station/security/move-looks.ts';

/** Each station of it: its step, what happened last, and why it did not make it. */
export function Stations({ fleet }: { fleet: FleetMove }) {
  const { t } = useTranslation('security');
  const [url, setUrl] = useUrlState('status');
  const status = moveStatuses.find((known) => known === url.status);
  const list = useList(keys.fleetMoveStations(fleet.id, url.status), (cursor) =>
    api.listMoves({ query: { fleetId: fleet.id, limit: 100, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) } }),
  );
  const columns: Column<SecurityMove>[] = [
    {
      key: 'station',
      header: t('security:fleet.station'),
      fixed: true,
      sort: ({ stationId }) => stationId,
      cell: ({ stationId }) => (
        <Link to="/stations/$stationId" params={{ stationId }} search={{ tab: 'security' } as never} className="sm-link sm-mono">
          {stationId}
        </Link>
      ),
    },
    {
      key: 'status',
      header: t('security:fleet.state'),
      fixed: true,
      sort: (move) => moveStatuses.indexOf(move.status),
      cell: (move) => <ToneBadge {...moveLooks[move.status]}>{t(`security:status.${move.status}`)}</ToneBadge>,
    },
    { key: 'step', header: t('security:fleet.lately'), fixed: true, cell: (move) => <Lately move={move} /> },
    {
      key: 'since',
      header: t('security:fleet.since'),
      align: 'end',
      cell: ({ stepAt, endedAt }) => <RelativeTime at={endedAt ?? stepAt} />,
    },
  ];
  return (
    <DataTable<SecurityMove>
      id="fleet-move-stations"
      label={t('security:fleet.stations')}
      columns={columns}
      list={list}
      rowKey={({ id }) => String(id)}
      empty={
        <EmptyState
          title={t('security:fleet.noneHere')}
          action={
            <Button variant="default" onClick={() => setUrl({ status: '' })}>
              {t('common:filters.clear')}
            </Button>
          }
        />
      }
    />
  );
}

/** The step it is at, the last thing that happened, and where it failed the reason. */
function Lately({ move: { step, log, reason, endedAt } }: { move: SecurityMove }) {
  const { t } = useTranslation('security');
  const last = log.filter(({ word }) => word !== 'notNeeded').at(-1);
  const said = last === undefined ? t('security:fleet.notBegun') : t(`security:word.${last.word}`, { defaultValue: last.word });
  return (
    <>
      {endedAt === null && last !== undefined && <strong>{t(`security:step.${step}`)}: </strong>}
      {reason === null ? said : `${t(`security:reason.${reason}`)} ${last && last.step === 'fallback' ? said : ''}`}
    </>
  );
}
