import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Token } from '../../api.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';

/** After any change of cards: lists, and what the overview says about first steps. */
export function useCardsChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([['tokens'], ['token'], ['taps'], keys.overview].map((queryKey) => cache.invalidateQueries({ queryKey })));
  };
}

/** One press blocks or unblocks; pressing again undoes it. */
export function useBlock() {
  const { t } = useTranslation('cards');
  const changed = useCardsChanged();
  return useMutation({
    mutationFn: (card: Token) => api.updateToken({ params: { tokenId: card.id }, body: { blocked: !card.blocked } }),
    onSuccess: async (card) => {
      notifications.show({ message: t(card.blocked ? 'cards:blockedNow' : 'cards:unblockedNow', { name: card.driverName || card.value }) });
      await changed();
    },
    onError: (error) => notifications.show({ color: 'red', message: error.message }),
  });
}
