import { acceptanceWordsDe } from './words-de.ts';
import { type AcceptanceWords, acceptanceWordsEn } from './words-en.ts';

/** German for `de…`, English for all others. */
export function acceptanceWords(language: string): AcceptanceWords {
  return language.startsWith('de') ? acceptanceWordsDe : acceptanceWordsEn;
}

/** `{name}` in a sentence is filled from the values; what is not known is a dash. */
export function filled(sentence: string, values: Readonly<Record<string, string | number | null | undefined>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '–'));
}

/** What was found, as a sentence; '' for a code that is not known. */
export function findingSentence(
  words: AcceptanceWords,
  code: string | null,
  found: Readonly<Record<string, string | number | null>>,
): string {
  const sentence = (words.code as Record<string, string>)[code ?? ''];
  return sentence === undefined ? '' : filled(sentence, found);
}
