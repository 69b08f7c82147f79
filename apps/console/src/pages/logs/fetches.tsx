import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type LogFetch } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import classes from './logs.module.css';

const looks = {
  waiting: { tone: 'wait', shape: 'pause' },
  sent: { tone: 'busy', shape: 'bolt' },
  received: { tone: 'free', shape: 'check' },
  failed: { tone: 'broken', shape: 'triangle' },
  cancelled: { tone: 'away', shape: 'cross' },
} as const;

/** What was asked for and has not come, or not yet. Nothing is shown where all has come. */
export function Fetches({ stationId }: { stationId?: string }) {
  const { t, i18n } = useTranslation('logs');
  const operator = useMay('operator');
  const filter = stationId === undefined ? {} : { stationId };
  const list = useList(keys.logFetches(filter), (cursor) =>
    api.listLogFetches({ query: { limit: 50, ...filter, ...(cursor ? { cursor } : {}) } }),
  );
  const items = list.items.filter(({ state }) => state !== 'received');
  if (items.length === 0) return null;
  const reasonOf = ({ reason, state, heard }: LogFetch): string => {
    const said = reason ?? (state === 'sent' ? heard : null);
    if (said === null) return '';
    if (i18n.exists(`logs:reason.${said}`)) return t(`logs:reason.${said}`);
    return i18n.exists(`upkeep:status.${said}`) ? t(`upkeep:status.${said}`) : said;
  };
  const columns: Column<LogFetch>[] = [
    {
      key: 'station',
      header: t('logs:column.station'),
      fixed: true,
      sort: (fetch) => fetch.stationId,
      cell: (fetch) => (
        <Link to="/stations/$stationId" params={{ stationId: fetch.stationId }} search={{ tab: 'logs' } as never} className="sm-link">
          {fetch.stationName || <span className="sm-mono">{fetch.stationId}</span>}
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('logs:column.state'),
      fixed: true,
      cell: (fetch) => (
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '2px 10px' }}>
          <ToneBadge tone={looks[fetch.state].tone} shape={looks[fetch.state].shape}>
            {t(`logs:state.${fetch.state}`)}
          </ToneBadge>
          <span className="sm-quiet">{reasonOf(fetch)}</span>
        </span>
      ),
    },
    { key: 'kind', header: t('logs:column.kind'), cell: ({ kind }) => t(`logs:kind.${kind}`) },
    {
      key: 'asked',
      header: t('logs:column.asked'),
      align: 'end',
      sort: ({ requestedAt }) => Date.parse(requestedAt),
      cell: ({ requestedAt, requestedBy }) => (
        <span>
          {requestedBy}, <RelativeTime at={requestedAt} />
        </span>
      ),
    },
    ...(operator
      ? [
          {
            key: 'actions',
            header: t('logs:column.actions'),
            align: 'end' as const,
            cell: (fetch: LogFetch) => (fetch.endedAt === null ? <TakeBack fetch={fetch} /> : null),
          },
        ]
      : []),
  ];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('logs:open')}</h2>
      <DataTable<LogFetch>
        id="log-fetches"
        label={t('logs:open')}
        columns={columns}
        list={{ ...list, items }}
        rowKey={({ id }) => String(id)}
        empty={null}
      />
    </section>
  );
}

function TakeBack({ fetch: { id, stationId } }: { fetch: LogFetch }) {
  const { t } = useTranslation('logs');
  const cache = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelLogFetch({ params: { fetchId: id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['logFetches'] }),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={cancel.isPending}
      onClick={() => cancel.mutate()}
      aria-label={t('logs:takeBackOne', { stationId })}
    >
      {t('logs:takeBack')}
    </Button>
  );
}
