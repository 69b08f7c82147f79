import { Button } from '@mantine/core';
import { IconArrowBackUp, IconReload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type BulkCommand } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { sums, unsent } from './progress.ts';

const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

/** Taking back what is not sent yet, and trying again where it failed. Both say first for how many stations. */
export function BulkActions({ bulk }: { bulk: BulkCommand }) {
  const { t } = useTranslation('commands');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asked, ask] = useState<'cancel' | 'retry' | null>(null);
  const params = { bulkId: bulk.id };
  const cancel = useMutation({
    mutationFn: () => api.cancelBulkCommand({ params }),
    onSuccess: async (changed) => {
      cache.setQueryData(keys.bulk(bulk.id), changed);
      ask(null);
      await Promise.all(['bulks', 'bulkResults'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  const retry = useMutation({
    mutationFn: () => api.retryBulkCommand({ params }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: keys.bulks });
      await navigate({ to: '/bulk/$bulkId', params: { bulkId: String(id) } });
    },
  });
  if (!operator) return null;
  const [rest, failed] = [unsent(bulk), sums(bulk).failed];
  return (
    <>
      {rest > 0 && (
        <Button variant="default" leftSection={<IconArrowBackUp size={17} aria-hidden />} onClick={() => ask('cancel')}>
          {t('commands:one.cancel')}
        </Button>
      )}
      {failed > 0 && (
        <Button leftSection={<IconReload size={17} aria-hidden />} onClick={() => ask('retry')}>
          {t('commands:one.retry', { count: failed })}
        </Button>
      )}
      {asked === 'cancel' && (
        <ConfirmDanger
          title={t('commands:one.cancelTitle')}
          consequence={t('commands:one.cancelText', { count: rest })}
          action={t('commands:one.cancel')}
          busy={cancel.isPending}
          error={cancel.error}
          onClose={() => ask(null)}
          onConfirm={() => cancel.mutate()}
        />
      )}
      {asked === 'retry' && (
        <ConfirmDanger
          title={t('commands:one.retryTitle', { count: failed })}
          consequence={t('commands:one.retryText')}
          action={t('commands:one.retry', { count: failed })}
          busy={retry.isPending}
          error={retry.error}
          onClose={() => ask(null)}
          onConfirm={() => retry.mutate()}
        />
      )}
    </>
  );
}
