import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { lazily } from '../components/lazily.tsx';
import { useLiveState } from '../live.ts';
import { useMay } from '../me.ts';
import { keys } from '../queries.ts';
import classes from './shell.module.css';

const ConfirmDanger = lazily(async () => (await import('../components/confirm-danger.tsx')).ConfirmDanger);

/** A blip shorter than this is caught up without a word. */
const PATIENCE_MS = 2500;

/** Says that the server is lost. The stream itself resumes without a gap, and everything shown is fetched again. */
export function LiveBanner() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const state = useLiveState();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (state === 'live') {
      setLost((wasLost) => {
        if (wasLost) void cache.invalidateQueries();
        return false;
      });
      return;
    }
    if (state === 'refused') void cache.invalidateQueries({ queryKey: keys.me });
    const timer = setTimeout(() => setLost(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state, cache]);
  return <div role="status">{lost && <div className={`${classes.banner} ${classes.lost}`}>{t('live.lost')}</div>}</div>;
}

/** Everything in it is invented, and one press removes it. */
export function DemoBanner() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const administrator = useMay('administrator');
  const [asking, dialog] = useDisclosure(false);
  const { data } = useQuery({ queryKey: keys.overview, queryFn: () => api.overview() });
  const remove = useMutation({
    mutationFn: () => api.removeDemo(),
    onSuccess: async () => {
      dialog.close();
      await cache.invalidateQueries();
    },
  });
  if (!data?.demo) return null;
  return (
    <div className={`${classes.banner} ${classes.demo}`}>
      {t('demo.banner')}
      {administrator && (
        <Button variant="subtle" size="compact-sm" color="gray" className={classes.bannerButton ?? ''} onClick={dialog.open}>
          {t('demo.remove')}
        </Button>
      )}
      {asking && (
        <ConfirmDanger
          title={t('demo.removeTitle')}
          consequence={t('demo.consequence')}
          action={t('demo.remove')}
          onConfirm={() => remove.mutate()}
          onClose={dialog.close}
          busy={remove.isPending}
          error={remove.error}
        />
      )}
    </div>
  );
}
