import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Campaign } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';

const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);
type Action = 'pause' | 'resume' | 'cancel' | 'rollBack' | 'retry';
/** What can be done with it, by its state; the first is what one most likely wants. */
const actions: Readonly<Record<Campaign['state'], readonly Action[]>> = {
  running: ['pause', 'rollBack', 'cancel'],
  paused: ['resume', 'rollBack', 'cancel'],
  stopped: ['rollBack', 'resume', 'cancel'],
  rollingBack: [],
  finished: ['rollBack'],
  rolledBack: [],
  cancelled: ['rollBack'],
};
/** Bringing back what has gone well is not what one comes for. */
const calm: ReadonlySet<Campaign['state']> = new Set(['finished', 'cancelled', 'running']);
const asked: ReadonlySet<Action> = new Set(['cancel', 'rollBack', 'resume']);

/** Pause, go on, cancel, bring back, try again. */
export function Controls({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('firmware');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asking, ask] = useState<Action | null>(null);
  const control = useMutation({
    mutationFn: (action: Action) => api.controlFirmwareCampaign({ params: { campaignId: campaign.id }, body: { action } }),
    onSuccess: async (changed) => {
      cache.setQueryData(keys.campaign(campaign.id), changed);
      ask(null);
      await cache.invalidateQueries({ queryKey: ['campaignStations'] });
    },
  });
  if (!operator) return null;
  const failed = campaign.byState.failed ?? 0;
  // What is over stays as it was: its failed stations get a campaign of their own, with another plan or firmware where one likes.
  const isOver = campaign.state === 'finished' || campaign.state === 'cancelled';
  const isOpen = !isOver && campaign.state !== 'paused';
  const shown: readonly Action[] = [...(failed > 0 && isOpen ? (['retry'] as const) : []), ...actions[campaign.state]];
  return (
    <>
      {shown.map((action, index) => (
        <Button
          key={action}
          variant={index === 0 && (action === 'retry' || !calm.has(campaign.state)) ? 'filled' : 'default'}
          loading={control.isPending && control.variables === action && asking === null}
          onClick={() => (asked.has(action) ? ask(action) : control.mutate(action))}
        >
          {t(`firmware:action.${action}`, { count: failed })}
        </Button>
      ))}
      {isOver && failed > 0 && (
        <Button
          onClick={() =>
            void navigate({ to: '/firmware', search: { roll: String(campaign.firmware.id), retry: String(campaign.id) } as never })
          }
        >
          {t('firmware:action.retry', { count: failed })}
        </Button>
      )}
      {control.error && asking === null && <ErrorNote error={control.error} />}
      {asking && (
        <ConfirmDanger
          title={t(`firmware:ask.${asking}`)}
          consequence={t(`firmware:askText.${asking}`, { count: campaign.stillOnIt + (campaign.byState.done ?? 0) })}
          action={t(`firmware:action.${asking}`, { count: failed })}
          busy={control.isPending}
          error={control.error}
          onClose={() => ask(null)}
          onConfirm={() => control.mutate(asking)}
        />
      )}
    </>
  );
}
