import { Button, Group, Modal, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { DimensionSelects } from './choice-fields.tsx';
import { RhythmFields } from './rhythm-fields.tsx';
import { bodyOf, type Fields, firstFields, type Schedule } from './schedule-fields.ts';
import { Sends } from './sends.tsx';

const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A new schedule, or one as it is with what became of it. */
export function ScheduleForm({ schedule, onClose }: { schedule?: Schedule; onClose: () => void }) {
  const { t, i18n } = useTranslation('reports');
  const cache = useQueryClient();
  const search = useSearch({ strict: false }) as Record<string, string>;
  const [fields, setFields] = useState<Fields>(() => firstFields(schedule, { search, language: i18n.language, timeZone: here }));
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const refresh = () => cache.invalidateQueries({ queryKey: ['reportSchedules'] });
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(fields);
      return schedule ? api.updateReportSchedule({ params: { scheduleId: schedule.id }, body }) : api.createReportSchedule({ body });
    },
    onSuccess: async ({ name }) => {
      notifications.show({ message: t('reports:schedule.saved', { name }) });
      onClose();
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (scheduleId: number) => api.deleteReportSchedule({ params: { scheduleId } }),
    onSuccess: async () => {
      onClose();
      await refresh();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(schedule ? 'reports:schedule.editTitle' : 'reports:schedule.addTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t('reports:schedule.name')}
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            required
            maxLength={100}
            autoComplete="off"
            data-autofocus
          />
          <Group grow align="flex-end">
            <DimensionSelects
              by={fields.report.by}
              and={fields.report.and ?? null}
              onChange={({ by, and }) => set({ report: reportWith(fields.report, by, and) })}
            />
          </Group>
          <SiteSelect
            label={t('reports:dimension.site')}
            placeholder={t('reports:every')}
            value={fields.report.siteId ?? null}
            onChange={(siteId) => {
              const { siteId: _, ...rest } = fields.report;
              set({ report: siteId === null ? rest : { ...rest, siteId } });
            }}
          />
          <RhythmFields fields={fields} set={set} />
          <ChannelSelect value={fields.channelId} onChange={(channelId) => set({ channelId })} />
          <TagsInput
            label={t('reports:schedule.to')}
            description={t('reports:schedule.toHint')}
            value={fields.recipients}
            onChange={(recipients) => set({ recipients })}
            splitChars={[',', ';', ' ']}
            acceptValueOnBlur
          />
          <Group grow>
            <Select
              label={t('reports:schedule.format')}
              value={fields.format}
              onChange={(format) => format && set({ format: format as Fields['format'] })}
              data={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`reports:format.${value}`) }))}
              allowDeselect={false}
            />
            <Select
              label={t('reports:schedule.language')}
              value={fields.language}
              onChange={(language) => language && set({ language: language as Fields['language'] })}
              data={(['en', 'de'] as const).map((value) => ({ value, label: t(`common:language.${value}`) }))}
              allowDeselect={false}
            />
          </Group>
          <Switch
            label={t('reports:schedule.enabled')}
            checked={fields.enabled}
            onChange={(event) => set({ enabled: event.currentTarget.checked })}
          />
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="space-between">
            {schedule ? (
              <RemoveButton
                label={t('reports:schedule.remove')}
                title={t('reports:schedule.removeTitle', { name: schedule.name })}
                text={t('reports:schedule.removeText')}
                remove={{ ...remove, mutate: () => remove.mutate(schedule.id) }}
              />
            ) : (
              <span />
            )}
            <Button type="submit" loading={save.isPending} disabled={fields.channelId === null || fields.recipients.length === 0}>
              {t('reports:schedule.save')}
            </Button>
          </Group>
        </Stack>
      </form>
      {schedule && <Sends scheduleId={schedule.id} />}
    </Modal>
  );
}

function reportWith(
  report: Fields['report'],
  by: Fields['report']['by'] | undefined,
  and: Fields['report']['by'] | '' | undefined,
): Fields['report'] {
  const { and: before, ...rest } = { ...report, ...(by === undefined ? {} : { by }) };
  const next = and === undefined ? before : and === '' ? undefined : and;
  return next === undefined ? rest : { ...rest, and: next };
}

/** By whose server the mails go out; the first one where there is only one. */
function ChannelSelect({ value, onChange }: { value: number | null; onChange: (channelId: number) => void }) {
  const { t } = useTranslation('reports');
  const { data } = useQuery({ queryKey: keys.channels, queryFn: () => api.listChannels() });
  const mails = (data?.items ?? []).filter(({ settings }) => settings.kind === 'mail');
  const [only] = mails;
  if (value === null && mails.length === 1 && only) queueMicrotask(() => onChange(only.id));
  return (
    <Select
      label={t('reports:schedule.channel')}
      description={
        data && mails.length === 0 ? (
          <Link to="/alerts" search={{ tab: 'channels', add: '1' } as never} className="sm-link">
            {t('reports:schedule.noChannel')}
          </Link>
        ) : (
          t('reports:schedule.channelHint')
        )
      }
      value={value === null ? null : String(value)}
      onChange={(chosen) => chosen && onChange(Number(chosen))}
      data={mails.map(({ id, name }) => ({ value: String(id), label: name }))}
      required
      allowDeselect={false}
    />
  );
}
