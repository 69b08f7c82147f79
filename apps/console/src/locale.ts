import { useTranslation } from 'react-i18next';

/** The locale for numbers and dates: the browser's variant of the chosen language (`en-US`, `de-AT`), else its home. */
export function localeFor(language: string, preferred: readonly string[]): string {
  return preferred.find((name) => name.slice(0, 2) === language && name.length > 2) ?? (language === 'de' ? 'de-DE' : 'en-GB');
}

export function useLocale(): string {
  const { i18n } = useTranslation();
  return localeFor(i18n.language, navigator.languages);
}
