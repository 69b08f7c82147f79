import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Plain `?a=b`, no JSON in the address bar, so that people can read and write it. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
    ),
  ).toString();
  return text ? `?${text}` : '';
}

/**
 * State that lives in the address bar: filters, tab, range. Absent values read as `''`.
 * Changing replaces the history entry (typing must not fill it) unless `push` is set (tabs).
 */
export function useUrlState<K extends string>(
  ...names: K[]
): [Record<K, string>, (change: Partial<Record<K, string>>, how?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const state = Object.fromEntries(names.map((name) => [name, search[name] ?? ''])) as Record<K, string>;
  const change = useCallback(
    (values: Partial<Record<K, string>>, how: { push?: boolean } = {}) => {
      void navigate({ to: '.', search: ((before: object) => ({ ...before, ...values })) as never, replace: !how.push, resetScroll: false });
    },
    [navigate],
  );
  return [state, change];
}
