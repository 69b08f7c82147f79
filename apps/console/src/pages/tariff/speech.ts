import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import { useGroupNames } from './groups.ts';
import type { Speech } from './say-when.ts';

/** What sentences about prices are made with here: the viewer's language, and the names of groups. */
export function useSpeech(): Speech {
  const { t } = useTranslation('speech');
  return { t, locale: useLocale(), groups: useGroupNames() };
}
