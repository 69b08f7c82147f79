import { Group, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type Repeat, repeats } from '@stationmaster/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MaintenanceWindow } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { notifications } from '../../notices.tsx';
import { currentMoment } from '../../now.ts';

const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const hourMs = 3_600_000;
/** As a field of type datetime-local shows it. */
const local = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** The fields as they are, on the viewer's clock. */
function startOf({ name, note, siteId, stationIds, repeat, ...rest }: MaintenanceWindow) {
  const { startsAt, endsAt, repeatUntil, cancelReservations, suppressAlerts, countsAsUptime } = rest;
  return {
    ...{ name, note, siteId, stationIds: [...stationIds], repeat, cancelReservations, suppressAlerts, countsAsUptime },
    from: local(Date.parse(startsAt)),
    to: local(Date.parse(endsAt)),
    until: repeatUntil === null ? '' : local(Date.parse(repeatUntil)).slice(0, 10),
  };
}

/** Plans a window or changes one, in the viewer's own time. */
export function WindowForm({ window, onClose }: { window?: MaintenanceWindow; onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const [fields, setFields] = useState(() => {
    if (window) return startOf(window);
    const begin = Math.ceil(currentMoment() / hourMs) * hourMs;
    return {
      name: '',
      note: '',
      siteId: null as number | null,
      stationIds: [] as string[],
      from: local(begin),
      to: local(begin + 4 * hourMs),
      repeat: 'none' as Repeat,
      until: '',
      cancelReservations: true,
      suppressAlerts: true,
      countsAsUptime: false,
    };
  });
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const { from, to, until, name, note, ...rest } = fields;
      const iso = (text: string) => new Date(text).toISOString();
      const repeatUntil = fields.repeat === 'none' || until === '' ? null : iso(`${until}T00:00`);
      const body = { ...rest, name: name.trim(), note: note.trim(), startsAt: iso(from), endsAt: iso(to), repeatUntil, timeZone: here };
      return window ? api.changeMaintenance({ params: { windowId: window.id }, body }) : api.createMaintenance({ body });
    },
    onSuccess: async ({ name }) => {
      notifications.show({ message: t('alerts:window.saved', { name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['maintenance'] });
    },
  });
  return (
    <FormDialog
      title={t(window ? 'alerts:window.changeTitle' : 'alerts:window.addTitle')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      action={t(window ? 'common:save' : 'alerts:window.add')}
      size="lg"
    >
      <TextInput
        label={t('alerts:window.name')}
        placeholder={t('alerts:window.namePlaceholder')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
      />
      <Textarea
        label={t('alerts:note')}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        maxLength={1000}
        autosize
      />
      <SiteSelect
        label={t('alerts:window.site')}
        placeholder={t('alerts:window.siteHint')}
        value={fields.siteId}
        onChange={(siteId) => set({ siteId })}
      />
      <TagsInput
        label={t('alerts:window.stations')}
        description={t('alerts:window.stationsHint')}
        value={fields.stationIds}
        onChange={(stationIds) => set({ stationIds })}
        acceptValueOnBlur
      />
      <Group grow>
        <TextInput
          type="datetime-local"
          label={t('alerts:window.from')}
          value={fields.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
          required
        />
        <TextInput
          type="datetime-local"
          label={t('alerts:window.to')}
          value={fields.to}
          min={fields.from}
          onChange={(event) => set({ to: event.currentTarget.value })}
          required
        />
      </Group>
      <Group grow align="flex-end">
        <Select
          label={t('alerts:window.repeat')}
          value={fields.repeat}
          onChange={(repeat) => repeat && set({ repeat: repeat as Repeat })}
          data={repeats.map((value) => ({ value, label: t(`alerts:window.repeats.${value}`) }))}
          allowDeselect={false}
        />
        {fields.repeat !== 'none' && (
          <TextInput
            type="date"
            label={t('alerts:window.until')}
            value={fields.until}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
        )}
      </Group>
      <Switch
        label={t('alerts:window.suppress')}
        checked={fields.suppressAlerts}
        onChange={(event) => set({ suppressAlerts: event.currentTarget.checked })}
      />
      <Switch
        label={t('alerts:window.cancel')}
        checked={fields.cancelReservations}
        onChange={(event) => set({ cancelReservations: event.currentTarget.checked })}
      />
      <Switch
        label={t('alerts:window.uptime')}
        checked={fields.countsAsUptime}
        onChange={(event) => set({ countsAsUptime: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
