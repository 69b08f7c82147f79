const needed = new Set<string>(['common']);

/** Called by each module that shows words, as it is loaded (vite/needed-words.ts writes the call). */
export function needWords(namespaces: readonly string[]): void {
  for (const namespace of namespaces) needed.add(namespace);
}

/** The namespaces of everything loaded so far. */
export const neededNow = (): readonly string[] => [...needed];
