import { Button, Alert as Note } from '@mantine/core';
import { IconChecks, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Alert, api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Duration, RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { AlertBadge, useAlertWords } from './look.tsx';

/** What is wrong now, or was; everywhere, or at one station. */
export function AlertsTab({ state, stationId }: { state: 'open' | 'ended'; stationId?: string }) {
  const { t } = useTranslation('alerts');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const operator = useMay('operator');
  const words = useAlertWords();
  const filter = { state, ...(stationId === undefined ? {} : { stationId }) };
  const list = useList(keys.alerts(filter), (cursor) =>
    api.listAlerts({ query: { ...filter, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const columns = useColumns(state);
  const take = useMutation({
    mutationFn: (alerts: readonly Alert[]) => api.acknowledgeAlerts({ body: { ids: alerts.map(({ id }) => id) } }),
    onSuccess: () => {
      notifications.show({ message: t('alerts:taken') });
      return Promise.all(['alerts', 'alert', 'openAlerts'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  const untaken = list.items.filter(({ acknowledgedAt, endedAt }) => acknowledgedAt === null && endedAt === null).slice(0, 500);
  return (
    <>
      {state === 'open' && <ChannelHint />}
      {take.error && <ErrorNote error={take.error} />}
      <DataTable<Alert>
        id={`alerts-${state}`}
        label={t(stationId === undefined ? 'alerts:title' : `alerts:tab.${state === 'open' ? 'open' : 'past'}`)}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={(alert) => t('alerts:rowName', { what: words.what(alert), where: words.where(alert) })}
        onOpen={({ id }) => void navigate({ to: '/alerts/$alertId', params: { alertId: String(id) } })}
        tools={
          operator &&
          untaken.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              loading={take.isPending}
              leftSection={<IconChecks size={15} aria-hidden />}
              onClick={() => take.mutate(untaken)}
            >
              {t('alerts:takeAll', { count: untaken.length })}
            </Button>
          )
        }
        empty={
          <EmptyState
            icon={<IconCircleCheck size={24} stroke={1.6} />}
            title={t(state === 'open' ? 'alerts:none' : 'alerts:nonePast')}
            text={t('alerts:noneText')}
          />
        }
      />
    </>
  );
}

/** Alerts that nobody hears of are worth little. */
function ChannelHint() {
  const { t } = useTranslation('alerts');
  const administrator = useMay('administrator');
  const { data } = useQuery({ queryKey: keys.channels, queryFn: () => api.listChannels() });
  if (data === undefined || data.items.some(({ enabled }) => enabled)) return null;
  return (
    <Note mb="md" color="yellow" variant="light">
      {t('alerts:noChannel')}{' '}
      {administrator && (
        <Link to="/alerts" search={{ tab: 'channels' } as never} className="sm-link">
          {t('alerts:addFirstChannel')}
        </Link>
      )}
    </Note>
  );
}

function useColumns(state: 'open' | 'ended'): Column<Alert>[] {
  const { t } = useTranslation('alerts');
  const words = useAlertWords();
  return [
    {
      key: 'what',
      header: t('alerts:what'),
      fixed: true,
      cell: (alert) => (
        <Link to="/alerts/$alertId" params={{ alertId: String(alert.id) }} className="sm-link" tabIndex={-1}>
          {words.what(alert)}
        </Link>
      ),
    },
    { key: 'severity', header: t('alerts:rule.severity'), fixed: true, cell: (alert) => <AlertBadge alert={alert} /> },
    { key: 'where', header: t('alerts:where'), fixed: true, cell: (alert) => words.where(alert) },
    {
      key: 'since',
      header: t(state === 'open' ? 'alerts:since' : 'alerts:began'),
      cell: (alert) => <RelativeTime at={alert.first?.since ?? alert.openedAt} />,
    },
    state === 'ended'
      ? {
          key: 'lasted',
          header: t('alerts:lasted'),
          cell: (alert) => <Duration from={alert.first?.since ?? alert.openedAt} to={alert.endedAt} />,
        }
      : {
          key: 'who',
          header: t('alerts:who'),
          cell: ({ acknowledgedBy }) => acknowledgedBy ?? <span className="sm-quiet">{t('alerts:nobody')}</span>,
        },
  ];
}
