import type { RunbookStep } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';

/** A recipe's name and its steps as sentences. */
export function useBookWords() {
  const { t } = useTranslation('alerts');
  return {
    name: ({ name, builtin }: { name: string; builtin: string | null }) =>
      name || (builtin === null ? t('alerts:book.nameField') : t(`alerts:book.name.${builtin}`, { defaultValue: builtin })),
    step: ({ do: action, minutes }: RunbookStep) => {
      const what = t(`alerts:book.do.${action}`);
      if (action === 'wait') return t('alerts:book.justWait', { count: minutes });
      return action === 'tell' || minutes === 0 ? what : t('alerts:book.thenWait', { what, count: minutes });
    },
  };
}
