import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../components/error-note.tsx';
import { keys } from '../../queries.ts';
import { pushState, startPush, stopPush } from './push.ts';

/** Whether this browser shows alerts, and the button that changes it. */
export function PushSwitch() {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const { data: state } = useQuery({ queryKey: keys.push, queryFn: pushState });
  const turn = useMutation({
    mutationFn: () => (state === 'on' ? stopPush() : startPush()),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.push }),
  });
  if (state === undefined) return null;
  const text = {
    on: 'alerts:channel.pushIsOn',
    off: 'alerts:channel.pushIsOff',
    denied: 'alerts:channel.pushDenied',
    impossible: 'alerts:channel.pushImpossible',
  } as const;
  return (
    <Alert mb="md" variant="light" color={state === 'on' ? 'green' : 'gray'} title={t('alerts:channel.pushHere')}>
      {t(text[state])}{' '}
      {(state === 'on' || state === 'off') && (
        <Button size="compact-sm" variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
          {t(state === 'on' ? 'alerts:channel.pushOff' : 'alerts:channel.pushOn')}
        </Button>
      )}
      {turn.error && <ErrorNote error={turn.error} />}
    </Alert>
  );
}
