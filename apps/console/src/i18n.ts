import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
const stored = 'stationmaster-language';

const load: Record<Language, () => Promise<Record<string, object>>> = {
  en: async () => (await import('./locales/en.ts')).words,
  de: async () => (await import('./locales/de.ts')).words,
};

/** The language last chosen here, else the browser's, else English. */
export function firstLanguage(preferred: readonly string[], remembered: string | null): Language {
  const wished = [remembered ?? '', ...preferred].map((name) => name.slice(0, 2));
  return wished.map((name) => languages.find((known) => known === name)).find((known) => known !== undefined) ?? 'en';
}

/** Starts with one language loaded; the other one comes when it is chosen. A namespace is a file in `locales/`. */
export async function startTranslations(): Promise<void> {
  const language = firstLanguage(navigator.languages, remembered());
  const resources: Resource = { [language]: (await load[language]()) as Resource[string] };
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: language,
    resources,
    defaultNS: 'common',
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  const words = await load[language]();
  for (const [namespace, texts] of Object.entries(words)) i18next.addResourceBundle(language, namespace, texts);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(stored, language);
  } catch {
    // A closed storage only means that the choice is not remembered.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}
