import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconCalendarEvent, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Holiday } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { SiteSelect, useSiteChoice } from '../../components/site-select.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';

/** Days on which holiday prices hold, of all sites or of one. */
export function HolidaysTab() {
  const { t } = useTranslation('market');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const [siteId, setSiteId] = useState<number | null>(null);
  const [typed, setTyped] = useState({ day: '', name: '' });
  const query = { limit: 500, ...(siteId === null ? {} : { siteId }) };
  const list = useList(keys.holidays({ ...query, tab: true }), (cursor) =>
    api.listHolidays({ query: { ...query, ...(cursor ? { cursor } : {}) } }),
  );
  const renew = () => cache.invalidateQueries({ queryKey: ['holidays'] });
  const add = useMutation({
    mutationFn: () => api.createHolidays({ body: { siteId, days: [{ day: typed.day, name: typed.name.trim() }] } }),
    onSuccess: async () => {
      setTyped({ day: '', name: '' });
      await renew();
    },
  });
  const remove = useMutation({ mutationFn: (holidayId: number) => api.deleteHoliday({ params: { holidayId } }), onSuccess: renew });
  const columns = useColumns(operator ? (holiday) => remove.mutate(holiday.id) : null);
  return (
    <>
      <p className="sm-quiet">{t('market:holiday.text')}</p>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Group align="flex-end" gap="sm" mb="md">
          <div style={{ width: 220 }}>
            <SiteSelect label={t('market:holiday.site')} placeholder={t('market:holiday.all')} value={siteId} onChange={setSiteId} />
          </div>
          {operator && (
            <>
              <TextInput
                type="date"
                label={t('market:holiday.day')}
                value={typed.day}
                onChange={(event) => setTyped({ ...typed, day: event.currentTarget.value })}
                required
              />
              <TextInput
                label={t('market:holiday.name')}
                value={typed.name}
                onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
                maxLength={100}
              />
              <Button type="submit" loading={add.isPending}>
                {t('market:holiday.add')}
              </Button>
            </>
          )}
        </Group>
      </form>
      {(add.error ?? remove.error) && <ErrorNote error={add.error ?? remove.error} />}
      <DataTable<Holiday>
        id="holidays"
        label={t('prices:tab.holidays')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ day, name }) => `${day} ${name}`}
        empty={
          <EmptyState
            icon={<IconCalendarEvent size={24} stroke={1.6} />}
            title={t('market:holiday.none')}
            text={t('market:holiday.noneText')}
          />
        }
      />
    </>
  );
}

function useColumns(onRemove: ((holiday: Holiday) => void) | null): Column<Holiday>[] {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const sites = useSiteChoice().data?.items;
  return [
    {
      key: 'day',
      header: t('market:holiday.day'),
      fixed: true,
      sort: ({ day }) => day,
      cell: ({ day }) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(day)),
    },
    { key: 'name', header: t('market:holiday.name'), fixed: true, cell: ({ name }) => name || '–' },
    {
      key: 'site',
      header: t('market:holiday.site'),
      cell: ({ siteId }) => (siteId === null ? t('market:holiday.all') : (sites?.find(({ id }) => id === siteId)?.name ?? siteId)),
    },
    {
      key: 'end',
      header: t('tariff:uses.actions'),
      align: 'end',
      cell: (holiday) =>
        onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('market:holiday.remove', { day: holiday.day })}
            onClick={() => onRemove(holiday)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        ),
    },
  ];
}
