import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { PasswordOnce } from '../../components/password-once.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from './station.module.css';

/** The station's password and its end. */
export function Credentials({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const administrator = useMay('administrator');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'password' | 'remove' | null>(null);
  const overview = useQuery({ queryKey: keys.overview, queryFn: () => api.overview() });
  const params = { stationId: station.id };
  const password = useMutation({
    mutationFn: () => api.setStationPassword({ params, body: {} }),
    onSuccess: async () => {
      setAsking(null);
      await cache.invalidateQueries({ queryKey: keys.station(station.id) });
    },
  });
  const remove = useMutation({
    mutationFn: () => api.deleteStation({ params }),
    onSuccess: async () => {
      await navigate({ to: '/stations' });
      cache.removeQueries({ queryKey: keys.station(station.id) });
      await Promise.all(['stations', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  const made = password.data?.password;
  return (
    <section className={`sm-panel ${classes.box}`}>
      <h2 className={classes.heading}>{t('station:credentials')}</h2>
      <p className={`sm-quiet ${classes.since}`}>
        {t(
          station.securityProfile === 0 ? 'station:noProtection' : station.hasPassword ? 'station:hasPassword' : 'station:passwordMissing',
        )}
      </p>
      <Group>
        <Button variant="default" onClick={() => setAsking('password')}>
          {t('station:newPassword')}
        </Button>
        {administrator && (
          <Button variant="subtle" color="red" onClick={() => setAsking('remove')}>
            {t('station:remove')}
          </Button>
        )}
      </Group>
      {asking === 'password' && (
        <ConfirmDanger
          title={t('station:newPassword')}
          consequence={t('station:newPasswordConsequence')}
          action={t('station:newPassword')}
          onConfirm={() => password.mutate()}
          onClose={() => setAsking(null)}
          busy={password.isPending}
          error={password.error}
        />
      )}
      {asking === 'remove' && (
        <ConfirmDanger
          title={t('station:removeTitle')}
          consequence={t('station:removeConsequence')}
          action={t('station:remove')}
          typed={station.id}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(null)}
          busy={remove.isPending}
          error={remove.error}
        />
      )}
      {made && (
        <Modal
          opened
          onClose={password.reset}
          title={t('station:newPassword')}
          size="lg"
          closeOnClickOutside={false}
          closeButtonProps={{ 'aria-label': t('common:close') }}
        >
          <PasswordOnce stationId={station.id} password={made} ocppUrl={overview.data?.ocppUrl ?? ''} onDone={password.reset} />
        </Modal>
      )}
    </section>
  );
}
