import { Button, Skeleton } from '@mantine/core';
import { IconCoin, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { PriceCard } from './price-card.tsx';
import classes from './prices.module.css';

/** All prices, a card each. */
export function PricesTab() {
  const { t } = useTranslation('prices');
  const operator = useMay('operator');
  const [archiving, setArchiving] = useState<Tariff | null>(null);
  const list = useList(keys.tariffs(), (cursor) => api.listTariffs({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  const shown = list.items.filter((tariff) => !tariff.archived);
  const add = operator && (
    <Button component={Link} to="/prices/new" leftSection={<IconPlus size={17} aria-hidden />}>
      {t('prices:add')}
    </Button>
  );
  return (
    <>
      {shown.length > 0 && <div className={classes.tools}>{add}</div>}
      {list.error && <ErrorNote error={list.error} retry={list.refetch} />}
      {!list.loading && !list.error && shown.length === 0 && (
        <div className="sm-panel">
          <EmptyState icon={<IconCoin size={24} stroke={1.6} />} title={t('prices:none')} text={t('prices:noneText')} action={add} />
        </div>
      )}
      <div className={classes.list}>
        {list.loading && ['a', 'b', 'c'].map((name) => <Skeleton key={name} height={170} radius="lg" />)}
        {shown.map((tariff) => (
          <PriceCard key={tariff.id} tariff={tariff} {...(operator ? { onArchive: () => setArchiving(tariff) } : {})} />
        ))}
      </div>
      {list.hasMore && (
        <Button variant="default" mt="md" loading={list.loadingMore} onClick={list.loadMore}>
          {t('common:table.loadMore')}
        </Button>
      )}
      {archiving && <Archive tariff={archiving} onClose={() => setArchiving(null)} />}
    </>
  );
}

function Archive({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const { t } = useTranslation('prices');
  const cache = useQueryClient();
  const isUsed = Object.values(tariff.usedBy).some((count) => count > 0);
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
      consequence={t(isUsed ? 'prices:archiveUsed' : 'prices:archiveText')}
      action={t('prices:archive')}
      onConfirm={() => archive.mutate()}
      onClose={onClose}
      busy={archive.isPending}
      error={archive.error}
    />
  );
}
