import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

interface Words {
  meaning: Record<string, string>;
  topic: Record<string, string>;
}
/** A download of its own: nobody else needs the sentences about settings. */
const load: Readonly<Record<string, () => Promise<{ default: Words }>>> = {
  en: () => import('../../../locales/variables.en.json'),
  de: () => import('../../../locales/variables.de.json'),
};

const none: Words = { meaning: {}, topic: {} };

/** What settings are for, and what their groups are called. */
export function useMeanings(): Words {
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['meanings', i18n.language],
    queryFn: async () => (await (load[i18n.language] ?? load['en'])?.())?.default ?? none,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? none;
}
