import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from 'react';

/** A part that is fetched when it is first shown (dialogs, other tabs), so that a page's first load stays small. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, waiting: ReactNode = null): ComponentType<P> {
  const Part = lazy(async () => ({ default: (await load()) as ComponentType<object> }));
  return function Lazily(props: P) {
    return <Suspense fallback={waiting}>{createElement(Part, props)}</Suspense>;
  };
}
