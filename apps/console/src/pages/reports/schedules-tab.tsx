import { Button, Text } from '@mantine/core';
import { IconMail, IconPlus, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { asList } from '../alerts/as-list.ts';
import { useRhythmWords } from './rhythm-words.ts';
import type { Schedule } from './schedule-fields.ts';

const ScheduleForm = lazily(async () => (await import('./schedule-form.tsx')).ScheduleForm);

/** What goes out by mail, when, to whom, and how the last one went. */
export function SchedulesTab() {
  const { t } = useTranslation('reports');
  const may = useMay('operator');
  const [url, setUrl] = useUrlState('edit', 'add');
  const query = useQuery({ queryKey: keys.reportSchedules, queryFn: () => api.listReportSchedules() });
  const list = asList(query);
  const trial = useTrial();
  const columns = useColumns(may ? trial : null);
  const editing = list.items.find(({ id }) => String(id) === url.edit);
  const close = () => setUrl({ add: '', edit: '' });
  const add = may && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('reports:schedule.add')}
    </Button>
  );
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('reports:schedule.text')}
      </Text>
      {trial.error && <ErrorNote error={trial.error} />}
      <DataTable<Schedule>
        id="reportSchedules"
        label={t('reports:tab.schedules')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        {...(may ? { onOpen: ({ id }: Schedule) => setUrl({ edit: String(id) }) } : {})}
        tools={add}
        empty={
          <EmptyState
            icon={<IconMail size={24} stroke={1.6} />}
            title={t('reports:schedule.none')}
            text={t('reports:schedule.noneText')}
            action={add}
          />
        }
      />
      {may && url.add && <ScheduleForm key="new" onClose={close} />}
      {may && editing && <ScheduleForm key={editing.id} schedule={editing} onClose={close} />}
    </>
  );
}

function useTrial() {
  const { t } = useTranslation('reports');
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (scheduleId: number) => api.tryReportSchedule({ params: { scheduleId } }),
    onSuccess: ({ ok, error }) => {
      notifications.show({
        message: ok ? t('reports:schedule.tryOk') : t('reports:schedule.tryFailed', { error }),
        color: ok ? 'green' : 'red',
        autoClose: ok ? 4000 : 15_000,
      });
      return cache.invalidateQueries({ queryKey: ['reportSchedules'] });
    },
  });
}

function useColumns(trial: ReturnType<typeof useTrial> | null): Column<Schedule>[] {
  const { t } = useTranslation('reports');
  const words = useRhythmWords();
  return [
    { key: 'name', header: t('reports:schedule.name'), fixed: true, sort: ({ name }) => name, cell: ({ name }) => name },
    {
      key: 'when',
      header: t('reports:schedule.when'),
      cell: ({ rhythm, span }) => `${words(rhythm)}: ${t(`reports:schedule.span.${span}`)}`,
    },
    { key: 'to', header: t('reports:schedule.to'), cell: ({ recipients }) => recipients.join(', ') },
    {
      key: 'next',
      header: t('reports:schedule.next'),
      sort: ({ nextAt }) => nextAt,
      cell: ({ nextAt, rhythm }) =>
        nextAt === null ? (
          <ToneBadge tone="closed" shape="cross">
            {t('reports:schedule.off')}
          </ToneBadge>
        ) : (
          <RelativeTime at={nextAt} siteZone={rhythm.timeZone} />
        ),
    },
    { key: 'last', header: t('reports:schedule.last'), cell: ({ last }) => <Last last={last} /> },
    ...(trial === null
      ? []
      : [
          {
            key: 'try',
            header: t('reports:schedule.tryShort'),
            cell: ({ id, name }: Schedule) => (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconSend size={15} aria-hidden />}
                loading={trial.isPending && trial.variables === id}
                aria-label={t('reports:schedule.tryNamed', { name })}
                onClick={(event) => {
                  event.stopPropagation();
                  trial.mutate(id);
                }}
              >
                {t('reports:schedule.try')}
              </Button>
            ),
          },
        ]),
  ];
}

function Last({ last }: { last: Schedule['last'] }) {
  const { t } = useTranslation('reports');
  if (last === null) return <span className="sm-quiet">{t('reports:schedule.never')}</span>;
  const look = {
    sent: { tone: 'free', shape: 'check' },
    queued: { tone: 'wait', shape: 'ring' },
    failed: { tone: 'broken', shape: 'cross' },
  } as const;
  return (
    <ToneBadge {...look[last.status]} {...(last.error === null ? {} : { hint: last.error })}>
      {t(`reports:schedule.status.${last.status}`)} <RelativeTime at={last.at} />
    </ToneBadge>
  );
}
