import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type SessionCheck } from '../api.ts';
import { notifications } from '../notices.tsx';
import { keys } from '../queries.ts';

/** Sets a session right; what was priced by it is fetched again. */
export function useRepair(sessionId: number, onDone?: () => void) {
  const { t } = useTranslation('checks');
  const refresh = useRefresh(sessionId);
  return useMutation({
    mutationFn: (body: { reason: string; change: NonNullable<SessionCheck['suggestion']> }) =>
      api.repairSession({ params: { sessionId }, body }),
    onSuccess: () => {
      notifications.show({ message: t('checks:done', { id: sessionId }) });
      refresh();
      onDone?.();
    },
  });
}

export function useReverse(sessionId: number) {
  const { t } = useTranslation('checks');
  const refresh = useRefresh(sessionId);
  return useMutation({
    mutationFn: (repairId: number) => api.reverseRepair({ params: { sessionId, repairId }, body: { reason: t('checks:takenBack') } }),
    onSuccess: refresh,
  });
}

function useRefresh(sessionId: number): () => void {
  const cache = useQueryClient();
  return () => {
    for (const key of [['checks'], keys.check(sessionId), keys.session(sessionId), ['sessions']])
      void cache.invalidateQueries({ queryKey: key });
  };
}
