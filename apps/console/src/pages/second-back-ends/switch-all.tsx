import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import type { Forwarding } from '../station/forwarding/looks.ts';

/** Cuts every station of the list over, or back. */
export function SwitchAll({ stationIds, onClose }: { stationIds: string[]; onClose: () => void }) {
  const { t } = useTranslation('forwarding');
  const cache = useQueryClient();
  const turn = useMutation({
    mutationFn: (answers: Forwarding['answers']) => api.switchForwardings({ body: { filter: { stationIds }, answers } }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['forwardings'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('forwarding:switchAllTitle')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <p style={{ margin: 0 }}>{t('forwarding:switchAllText')}</p>
        {turn.error && <ErrorNote error={turn.error} />}
        <Group justify="flex-end">
          {(['us', 'them'] as const).map((side) => (
            <Button key={side} variant={side === 'us' ? 'default' : 'filled'} loading={turn.isPending} onClick={() => turn.mutate(side)}>
              {t(`forwarding:answers.${side}`)}
            </Button>
          ))}
        </Group>
      </Stack>
    </Modal>
  );
}
