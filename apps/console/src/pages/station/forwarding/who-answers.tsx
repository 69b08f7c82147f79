import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { ConfirmDanger } from '../../../components/confirm-danger.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import type { Forwarding } from './looks.ts';

type Side = Forwarding['answers'];

/** Cut over and back with one press; while a car charges it waits, unless it is to be at once. */
export function WhoAnswers({ forwarding }: { forwarding: Forwarding }) {
  const { t } = useTranslation('forwarding');
  const administrator = useMay('administrator');
  const cache = useQueryClient();
  const [asking, ask] = useState(false);
  const { stationId, answers, nextAnswers, charging } = forwarding;
  const other: Side = answers === 'us' ? 'them' : 'us';
  const turn = useMutation({
    mutationFn: (body: { answers: Side; when: 'now' | 'betweenSessions' }) => api.switchForwarding({ params: { stationId }, body }),
    onSuccess: async () => {
      ask(false);
      await cache.invalidateQueries({ queryKey: keys.forwarding(stationId) });
    },
  });
  return (
    <section className={`sm-panel ${shared.box}`}>
      <h2 className={shared.heading}>{t('forwarding:answers.title')}</h2>
      <p style={{ margin: '10px 0 2px', fontWeight: 620 }}>{t(`forwarding:answers.${answers}`)}</p>
      <p className="sm-quiet" style={{ margin: '0 0 12px', fontSize: 14.5 }}>
        {t(`forwarding:answers.${answers}Means`)}
      </p>
      {nextAnswers !== null && <p role="status">{t(`forwarding:next.${nextAnswers}`)}</p>}
      {turn.error && !asking && <ErrorNote error={turn.error} />}
      {administrator && nextAnswers === null && (
        <Button loading={turn.isPending} onClick={() => turn.mutate({ answers: other, when: 'betweenSessions' })}>
          {t(`forwarding:switchTo.${other}`)}
        </Button>
      )}
      {administrator && nextAnswers !== null && (
        <Group>
          <Button variant="default" onClick={() => ask(true)}>
            {t('forwarding:atOnce')}
          </Button>
          <Button variant="subtle" color="gray" loading={turn.isPending} onClick={() => turn.mutate({ answers, when: 'now' })}>
            {t('forwarding:stay')}
          </Button>
        </Group>
      )}
      {asking && (
        <ConfirmDanger
          title={t('forwarding:nowTitle')}
          consequence={t('forwarding:nowText', { count: charging })}
          action={t('forwarding:atOnce')}
          onConfirm={() => turn.mutate({ answers: nextAnswers ?? other, when: 'now' })}
          onClose={() => ask(false)}
          busy={turn.isPending}
          error={turn.error}
        />
      )}
    </section>
  );
}
