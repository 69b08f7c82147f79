import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { neededNow } from './needed-words.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
const stored = 'stationmaster-language';

/** A namespace is a file, and a download of its own. */
const files = import.meta.glob<object>(['./locales/*/*.json', './locales/frames.*.json'], { import: 'default' });

/** The language last chosen here, else the browser's, else English. */
export function firstLanguage(preferred: readonly string[], remembered: string | null): Language {
  const wished = [remembered ?? '', ...preferred].map((name) => name.slice(0, 2));
  return wished.map((name) => languages.find((known) => known === name)).find((known) => known !== undefined) ?? 'en';
}

/** Starts with the words of what is loaded already. Those of a page come with it, those of another language when it is chosen. */
export async function startTranslations(): Promise<void> {
  const language = firstLanguage(navigator.languages, remembered());
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: language,
    resources: {},
    defaultNS: 'common',
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  await loadWords(language);
  document.documentElement.lang = language;
}

/** Resolves when all that is loaded has its words in the language shown. To be awaited before a part fetched later is shown. */
export async function wordsReady(): Promise<void> {
  let language: string;
  do {
    language = i18next.language;
    await loadWords(language);
  } while (language !== i18next.language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  await loadWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(stored, language);
  } catch {
    // A closed storage only means that the choice is not remembered.
  }
}

/** Until nothing is missing: what is fetched meanwhile needs words too. */
async function loadWords(language: string): Promise<void> {
  const missing = () => neededNow().filter((namespace) => !i18next.hasResourceBundle(language, namespace));
  for (let names = missing(); names.length > 0; names = missing())
    await Promise.all(
      names.map(async (namespace) => {
        const load = files[`./locales/${language}/${namespace}.json`] ?? files[`./locales/${namespace}.${language}.json`];
        i18next.addResourceBundle(language, namespace, (await load?.()) ?? {});
      }),
    );
}

function remembered(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}
