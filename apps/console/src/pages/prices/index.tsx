import { Button, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCoin, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { PriceCard } from './price-card.tsx';
import classes from './prices.module.css';
import { TariffForm } from './tariff-form.tsx';

export default function PricesPage() {
  const { t } = useTranslation('prices');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add', 'edit');
  const [archiving, setArchiving] = useState<Tariff | null>(null);
  const list = useList(keys.tariffs(), (cursor) => api.listTariffs({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  const shown = list.items.filter((tariff) => !tariff.archived);
  const editing = shown.find((tariff) => String(tariff.id) === url.edit);
  const close = () => setUrl({ add: '', edit: '' });
  const add = operator && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('prices:add')}
    </Button>
  );
  return (
    <>
      <PageHeader name={t('prices:title')} text={t('prices:text')} actions={add} />
      {list.error && <ErrorNote error={list.error} retry={list.refetch} />}
      {!list.loading && !list.error && shown.length === 0 && (
        <div className="sm-panel">
          <EmptyState icon={<IconCoin size={24} stroke={1.6} />} title={t('prices:none')} text={t('prices:noneText')} action={add} />
        </div>
      )}
      <div className={classes.list}>
        {list.loading && ['a', 'b', 'c'].map((name) => <Skeleton key={name} height={170} radius="lg" />)}
        {shown.map((tariff) => (
          <PriceCard
            key={tariff.id}
            tariff={tariff}
            {...(operator ? { onOpen: () => setUrl({ edit: String(tariff.id) }), onArchive: () => setArchiving(tariff) } : {})}
          />
        ))}
      </div>
      {list.hasMore && (
        <Button variant="default" mt="md" loading={list.loadingMore} onClick={list.loadMore}>
          {t('common:table.loadMore')}
        </Button>
      )}
      {operator && url.add && <TariffForm currency={shown[0]?.currency ?? 'EUR'} onClose={close} />}
      {operator && editing && <TariffForm key={editing.id} tariff={editing} currency={editing.currency} onClose={close} />}
      {archiving && <Archive tariff={archiving} onClose={() => setArchiving(null)} />}
    </>
  );
}

function Archive({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const { t } = useTranslation('prices');
  const cache = useQueryClient();
  const used = tariff.usedBy.sites + tariff.usedBy.stations > 0;
  const archive = useMutation({
    mutationFn: () => api.deleteTariff({ params: { tariffId: tariff.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('prices:archived', { name: tariff.name }) });
      onClose();
      await Promise.all(['tariffs', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  return (
    <ConfirmDanger
      title={t('prices:archiveTitle', { name: tariff.name })}
      consequence={t(used ? 'prices:archiveUsed' : 'prices:archiveText')}
      action={t('prices:archive')}
      onConfirm={() => archive.mutate()}
      onClose={onClose}
      busy={archive.isPending}
      error={archive.error}
    />
  );
}
