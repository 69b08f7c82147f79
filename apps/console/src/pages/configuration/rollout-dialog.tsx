import { Button, Modal, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from './configuration.module.css';
import { useStepWords } from './rollouts.tsx';
import { settingName } from './templates.tsx';

/** How far each station of a roll-out is, and what was written to it. */
export function RolloutDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation('configuration');
  const operator = useMay('operator');
  const words = useStepWords();
  const cache = useQueryClient();
  const params = { rolloutId: id };
  const { data, error } = useQuery({
    queryKey: keys.rollout(id),
    queryFn: async () => ({
      rollout: await api.getConfigurationRollout({ params }),
      stations: (await api.listConfigurationRolloutStations({ params, query: { limit: 200 } })).items,
    }),
    refetchInterval: ({ state }) => (state.data?.rollout.status === 'running' ? 1500 : false),
  });
  const cancel = useMutation({
    mutationFn: () => api.cancelConfigurationRollout({ params }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.rollout(id) }),
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('configuration:rollout')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      {(error ?? cancel.error) && <ErrorNote error={error ?? cancel.error} />}
      {data && (
        <Stack>
          <p role="status" style={{ margin: 0 }}>
            <strong>{t(`configuration:rollStatus.${data.rollout.status}`, { station: data.rollout.reason ?? '' })}</strong>:{' '}
            {words(data.rollout)}
          </p>
          {operator && data.rollout.status === 'running' && (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('configuration:halt')}
            </Button>
          )}
          <ul className={classes.history}>
            {data.stations.map(({ stationId, stationName, wave, step, reason, changes }) => (
              <li key={stationId}>
                <span>
                  <strong>{stationName || stationId}</strong>
                  {wave === 0 && ` (${t('configuration:first')})`}: {t(`configuration:rollStep.${step}`)}
                  {reason && ` (${reason})`}
                </span>
                <span className="sm-mono sm-quiet">
                  {changes
                    .map((change) => `${settingName(change)} ${change.before ?? '?'} → ${change.wanted ?? t('configuration:secret')}`)
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </Modal>
  );
}
