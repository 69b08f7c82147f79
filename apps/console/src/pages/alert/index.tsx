import { Anchor, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconArrowLeft, IconHandStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Alert, type AlertItem, api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { Duration, RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { AlertBadge, useAlertWords } from '../alerts/look.tsx';
import { RunBadge } from '../alerts/run-badge.tsx';
import { ToldPanel } from './told-panel.tsx';

/** One alert: what it is about, who was told, what was tried. */
export default function AlertPage() {
  const { t } = useTranslation('alerts');
  const { alertId } = useParams({ strict: false }) as { alertId: string };
  const id = Number(alertId);
  const words = useAlertWords();
  const { data: alert, error } = useQuery({ queryKey: keys.alert(id), queryFn: () => api.getAlert({ params: { alertId: id } }) });
  if (error)
    return (
      <>
        <PageHeader name={t('alerts:title')} />
        <ErrorNote error={error} />
      </>
    );
  if (alert === undefined) return <PageSkeleton />;
  return (
    <Stack gap="lg">
      <div>
        <Anchor component={Link} to="/alerts" fz="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={14} aria-hidden />
            {t('alerts:back')}
          </Group>
        </Anchor>
        <PageHeader
          name={words.what(alert)}
          text={
            <Group gap="sm" component="span">
              <AlertBadge alert={alert} />
              <span>{words.where(alert)}</span>
              <RelativeTime at={alert.first?.since ?? alert.openedAt} />
            </Group>
          }
        />
        <Taking alert={alert} />
      </div>
      <Items alert={alert} />
      <ToldPanel alertId={id} />
    </Stack>
  );
}

/** Somebody takes it on, with a word for the others. */
function Taking({ alert }: { alert: Alert }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const [note, setNote] = useState('');
  const take = useMutation({
    mutationFn: () => api.acknowledgeAlerts({ body: { ids: [alert.id], ...(note.trim() ? { note: note.trim() } : {}) } }),
    onSuccess: () => {
      notifications.show({ message: t('alerts:taken') });
      return Promise.all(['alerts', 'alert', 'openAlerts'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  if (alert.acknowledgedBy !== null && alert.acknowledgedAt !== null)
    return (
      <Text mt="xs">
        {t('alerts:state.acknowledged')}: {alert.acknowledgedBy}, <RelativeTime at={alert.acknowledgedAt} />
        {alert.note && <span className="sm-quiet"> – {alert.note}</span>}
      </Text>
    );
  if (!operator || alert.endedAt !== null) return null;
  return (
    <Group align="flex-end" mt="sm">
      <Textarea
        label={t('alerts:note')}
        placeholder={t('alerts:notePlaceholder')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={1}
        style={{ flex: '1 1 260px', maxWidth: 480 }}
      />
      <Button leftSection={<IconHandStop size={17} aria-hidden />} loading={take.isPending} onClick={() => take.mutate()}>
        {t('alerts:take')}
      </Button>
      {take.error && <ErrorNote error={take.error} />}
    </Group>
  );
}

function Items({ alert }: { alert: Alert }) {
  const { t } = useTranslation('alerts');
  const words = useAlertWords();
  const list = useList(keys.alertItems(alert.id), (cursor) =>
    api.listAlertItems({ params: { alertId: alert.id }, query: { limit: 200, ...(cursor ? { cursor } : {}) } }),
  );
  const columns: Column<AlertItem>[] = [
    {
      key: 'where',
      header: t('alerts:where'),
      fixed: true,
      cell: (item) =>
        item.stationId === null ? (
          words.place(item)
        ) : (
          <Link to="/stations/$stationId" params={{ stationId: item.stationId }} className="sm-link">
            {words.place(item)}
          </Link>
        ),
    },
    {
      key: 'state',
      header: t('alerts:channel.state'),
      fixed: true,
      cell: ({ endedAt }) => <AlertBadge alert={{ severity: alert.severity, endedAt, openItems: endedAt === null ? 1 : 0 }} />,
    },
    {
      key: 'detail',
      header: t('alerts:what'),
      cell: ({ data }) => words.detail(data) || <span className="sm-quiet">{words.what(alert)}</span>,
    },
    { key: 'since', header: t('alerts:since'), cell: ({ since }) => <RelativeTime at={since} /> },
    { key: 'lasted', header: t('alerts:lasted'), cell: ({ since, endedAt }) => <Duration from={since} to={endedAt} /> },
    {
      key: 'tried',
      header: t('alerts:tried'),
      cell: ({ run }) => (run === null ? <span className="sm-quiet">–</span> : <RunBadge status={run.status} reason={run.reason} />),
    },
  ];
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('alerts:affected')}
      </Title>
      <DataTable<AlertItem>
        id="alert-items"
        label={t('alerts:affected')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        empty={null}
      />
    </section>
  );
}
