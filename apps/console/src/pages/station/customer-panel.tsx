import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type CustomerData, type Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { CommandOutcome } from './command-outcome.tsx';
import classes from './station.module.css';
import { useCommand } from './use-command.ts';

const CustomerDialog = lazily(async () => (await import('./customer-dialog.tsx')).CustomerDialog);
const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

/** What the station told of customers, and the way to ask. For administrators. */
export function CustomerPanel({ station }: { station: Station }) {
  const { t } = useTranslation('customers');
  const command = useCommand(station.id);
  const [asking, ask] = useDisclosure(false);
  const { data } = useQuery({
    queryKey: keys.records(station.id, 'customerInformation'),
    queryFn: () => api.listCustomerData({ params: { stationId: station.id } }),
  });
  const items = data?.items ?? [];
  return (
    <section className={`sm-panel ${classes.box}`} aria-label={t('customers:title')}>
      <div className={classes.boxHead}>
        <h2 className={classes.heading}>{t('customers:title')}</h2>
        <Button size="xs" variant="default" disabled={!station.connected || command.waiting} onClick={ask.open}>
          {t('customers:ask')}
        </Button>
      </div>
      <p className="sm-quiet">{t('customers:text')}</p>
      {command.shown && (
        <div className={classes.became}>
          <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />
        </div>
      )}
      {items.map((item) => (
        <Told key={item.requestId} stationId={station.id} item={item} />
      ))}
      {items.length > 0 && <p className="sm-quiet">{t('customers:kept')}</p>}
      {asking && (
        <CustomerDialog
          onClose={ask.close}
          onSend={(request) => {
            ask.close();
            command.send(request);
          }}
        />
      )}
    </section>
  );
}

function Told({ stationId, item }: { stationId: string; item: CustomerData }) {
  const { t } = useTranslation('customers');
  const cache = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.deleteCustomerData({ params: { stationId, requestId: item.requestId } }),
    onSuccess: async () => {
      setRemoving(false);
      notifications.show({ message: t('customers:removed') });
      await cache.invalidateQueries({ queryKey: keys.records(stationId, 'customerInformation') });
    },
  });
  return (
    <article>
      <div className={classes.boxHead}>
        <strong>{item.about === null ? t('customers:unasked') : t('customers:of', { who: item.about })}</strong>
        <RelativeTime at={item.receivedAt} />
        <Button size="compact-xs" variant="default" onClick={() => setRemoving(true)}>
          {t('customers:remove')}
        </Button>
      </div>
      <pre className="sm-mono" style={{ whiteSpace: 'pre-wrap', margin: 0 }}>
        {item.text}
      </pre>
      {item.isComplete ? item.text === '' && <p>{t('customers:nothing')}</p> : <p>{t('customers:partial')}</p>}
      {removing && (
        <ConfirmDanger
          title={t('customers:removeTitle')}
          consequence={t('customers:removeText')}
          action={t('customers:remove')}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(false)}
          onConfirm={() => remove.mutate()}
        />
      )}
    </article>
  );
}
