import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { RemoveButton } from '../../../components/remove-button.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import { Comparison } from './comparison.tsx';
import { ForwardingFacts } from './forwarding-facts.tsx';
import { SettingsForm } from './settings-form.tsx';
import { WhoAnswers } from './who-answers.tsx';

/** A second back end that hears the station: how it stands, who answers, and whether both know the same. */
export function ForwardingTab({ station: { id } }: { station: Station }) {
  const { t } = useTranslation('forwarding');
  const administrator = useMay('administrator');
  const cache = useQueryClient();
  const [editing, edit] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: keys.forwarding(id),
    queryFn: () => api.getForwarding({ params: { stationId: id } }),
    // What waits is not told live.
    refetchInterval: 5_000,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteForwarding({ params: { stationId: id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.forwarding(id) }),
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const { forwarding, choices, ...stand } = data;
  const form = editing && <SettingsForm stationId={id} forwarding={forwarding} choices={choices} onClose={() => edit(false)} />;
  if (forwarding === null)
    return (
      <section className={`sm-panel ${shared.box}`}>
        <EmptyState
          title={t('forwarding:panel')}
          text={t('forwarding:why')}
          {...(administrator ? { action: <Button onClick={() => edit(true)}>{t('forwarding:setUp')}</Button> } : {})}
        />
        {form}
      </section>
    );
  return (
    <div className={shared.stack}>
      <section className={`sm-panel ${shared.box}`}>
        <ForwardingFacts forwarding={forwarding} stand={stand} />
        {administrator && (
          <Group>
            <Button variant="default" onClick={() => edit(true)}>
              {t('forwarding:change')}
            </Button>
            <RemoveButton
              label={t('forwarding:remove')}
              title={t('forwarding:removeTitle')}
              text={t('forwarding:removeText')}
              remove={remove}
            />
          </Group>
        )}
      </section>
      <WhoAnswers forwarding={forwarding} />
      <Comparison stationId={id} />
      {form}
    </div>
  );
}
