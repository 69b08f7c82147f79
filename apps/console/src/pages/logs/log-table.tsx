import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Log } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { fileSize } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import type { List } from '../../queries.ts';

interface Props {
  list: List<Log>;
  /** Two of them can be laid beside each other. */
  chosen: readonly number[];
  onChoose: (chosen: number[]) => void;
  isOfOne: boolean;
  empty: ReactNode;
}

/** Logs that have come. */
export function LogTable({ list, chosen, onChoose, isOfOne, empty }: Props) {
  const { t } = useTranslation('logs');
  const navigate = useNavigate();
  const columns = useColumns({ chosen, onChoose, isOfOne });
  return (
    <DataTable<Log>
      id="logs"
      label={t('logs:title')}
      columns={columns}
      list={list}
      rowKey={({ id }) => String(id)}
      rowName={({ name, stationId }) => `${stationId} ${name}`}
      onOpen={({ id, isText }) => {
        if (isText) void navigate({ to: '/logs/$logId', params: { logId: String(id) } });
      }}
      empty={empty}
    />
  );
}

function useColumns({ chosen, onChoose, isOfOne }: Pick<Props, 'chosen' | 'onChoose' | 'isOfOne'>): Column<Log>[] {
  const { t } = useTranslation('logs');
  const locale = useLocale();
  const columns: Column<Log>[] = [
    {
      key: 'name',
      header: t('logs:column.name'),
      fixed: true,
      sort: ({ name }) => name,
      cell: ({ id, name, isText }) =>
        isText ? (
          <Link to="/logs/$logId" params={{ logId: String(id) }} className="sm-link" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Link>
        ) : (
          <span style={{ overflowWrap: 'anywhere' }}>{name}</span>
        ),
    },
    ...(isOfOne
      ? []
      : [
          {
            key: 'station',
            header: t('logs:column.station'),
            sort: ({ stationId }: Log) => stationId,
            cell: ({ stationId, stationName }: Log) => (
              <Link to="/stations/$stationId" params={{ stationId }} search={{ tab: 'logs' } as never} className="sm-link">
                {stationName || <span className="sm-mono">{stationId}</span>}
              </Link>
            ),
          },
        ]),
    { key: 'kind', header: t('logs:column.kind'), sort: ({ kind }) => kind, cell: ({ kind }) => t(`logs:kind.${kind}`) },
    {
      key: 'size',
      header: t('logs:column.size'),
      align: 'end',
      sort: ({ size }) => size,
      cell: ({ size }) => <span className="sm-num">{fileSize(size, locale)}</span>,
    },
    {
      key: 'received',
      header: t('logs:column.received'),
      align: 'end',
      sort: ({ receivedAt }) => Date.parse(receivedAt),
      cell: ({ receivedAt }) => <RelativeTime at={receivedAt} />,
    },
    {
      key: 'keep',
      header: t('logs:column.keep'),
      optional: true,
      sort: ({ keepUntil }) => (keepUntil === null ? null : Date.parse(keepUntil)),
      cell: ({ keepUntil }) => (keepUntil === null ? t('logs:forEver') : <RelativeTime at={keepUntil} />),
    },
    {
      key: 'compare',
      header: t('logs:column.compare'),
      align: 'end',
      fixed: true,
      cell: ({ id, name, isText }) =>
        isText ? (
          <Checkbox
            aria-label={t('logs:choose', { name })}
            checked={chosen.includes(id)}
            disabled={!chosen.includes(id) && chosen.length >= 2}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => onChoose(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            style={{ display: 'inline-block' }}
          />
        ) : null,
    },
    { key: 'actions', header: t('logs:column.actions'), align: 'end', fixed: true, cell: (log) => <Actions log={log} /> },
  ];
  return columns;
}

function Actions({ log }: { log: Log }) {
  const { t } = useTranslation('logs');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: ['logs'] });
  const keep = useMutation({
    mutationFn: () => api.keepLog({ params: { logId: log.id }, body: { keep: log.keepUntil !== null } }),
    onSuccess: refresh,
  });
  const remove = useMutation({ mutationFn: () => api.deleteLog({ params: { logId: log.id } }), onSuccess: refresh });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t('logs:more', { name: log.name })}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`/api/v1/logs/${log.id}/file`} download>
          {t('logs:download')}
        </Menu.Item>
        {operator && (
          <>
            <Menu.Item onClick={() => keep.mutate()}>{t(log.keepUntil === null ? 'logs:keepNot' : 'logs:keep')}</Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => remove.mutate()}>
              {t('logs:remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
