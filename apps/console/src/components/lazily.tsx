import { type ComponentType, createElement, lazy, Suspense } from 'react';
import { wordsReady } from '../i18n.ts';

/** A part that is fetched when it is first shown (dialogs, other tabs), so that a page's first load stays small. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, Waiting: ComponentType | null = null): ComponentType<P> {
  const Part = lazy(async () => {
    const part = await load();
    await wordsReady();
    return { default: part as ComponentType<object> };
  });
  return function Lazily(props: P) {
    return <Suspense fallback={Waiting && createElement(Waiting)}>{createElement(Part, props)}</Suspense>;
  };
}
