import { Button } from '@mantine/core';
import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Site } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useSiteColumns } from './columns.tsx';
import { SiteForm } from './site-form.tsx';

export default function SitesPage() {
  const { t } = useTranslation('prices');
  const operator = useMay('operator');
  const administrator = useMay('administrator');
  const [url, setUrl] = useUrlState('add', 'edit');
  const [removing, setRemoving] = useState<Site | null>(null);
  const list = useList(keys.sites(), (cursor) => api.listSites({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  const tariffs = useQuery({ queryKey: keys.tariffs({ choice: true }), queryFn: () => api.listTariffs({ query: { limit: 500 } }) });
  const actions = useMemo(
    () => (operator ? { onEdit: (site: Site) => setUrl({ edit: String(site.id) }), onRemove: administrator ? setRemoving : null } : null),
    [operator, administrator, setUrl],
  );
  const columns = useSiteColumns(actions);
  const editing = list.items.find((site) => String(site.id) === url.edit);
  const close = () => setUrl({ add: '', edit: '' });
  const add = operator && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('prices:sites.add')}
    </Button>
  );
  return (
    <>
      <PageHeader name={t('prices:sites.title')} text={t('prices:sites.text')} actions={add} />
      <DataTable<Site>
        id="sites"
        label={t('prices:sites.title')}
        columns={columns}
        list={list}
        rowKey={(site) => String(site.id)}
        rowName={(site) => site.name}
        {...(actions ? { onOpen: actions.onEdit } : {})}
        empty={
          <EmptyState
            icon={<IconMapPin size={24} stroke={1.6} />}
            title={t('prices:sites.none')}
            text={t('prices:sites.noneText')}
            action={add}
          />
        }
      />
      {operator && url.add && (
        <SiteForm key="new" currency={list.items[0]?.currency ?? tariffs.data?.items[0]?.currency ?? 'EUR'} onClose={close} />
      )}
      {operator && editing && <SiteForm key={editing.id} site={editing} currency={editing.currency} onClose={close} />}
      {removing && <RemoveSite site={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function RemoveSite({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useTranslation('prices');
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteSite({ params: { siteId: site.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('prices:sites.removed', { name: site.name }) });
      onClose();
      await Promise.all(['sites', 'tariffs', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  return (
    <ConfirmDanger
      title={t('prices:sites.removeTitle', { name: site.name })}
      consequence={t(site.stations > 0 ? 'prices:sites.removeUsed' : 'prices:sites.removeText')}
      action={t('prices:sites.remove')}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error}
    />
  );
}
