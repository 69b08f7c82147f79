import type { Page } from 'playwright-core';
import { paleTexts } from './contrast.ts';

/** Resolves when the page shows its content: its heading stands there and no placeholder is left. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1') !== null &&
      document.querySelector('main [class*="Skeleton-root"], main [class*="Loader-root"]') === null,
  );
}

/** What is wrong with what stands on the screen, in words; empty when nothing is. */
export async function faultsOf(page: Page, { isNarrow }: { isNarrow: boolean }): Promise<string[]> {
  const faults = await page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? '';
      const isCode = texts.currentNode.parentElement?.closest('code, pre, .sm-mono, script, style') !== null;
      if (!isCode && (/^[a-z]+\.[a-zA-Z.]+$/.test(text) || /^[a-z-]+:[a-z]\w*\.[\w.]+$/.test(text) || text.includes('{{')))
        found.push(`untranslated: ${text}`);
    }
    const read = (ids: string | null): string =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, summary, [role=button], [role=tab], [role=switch]',
    )) {
      if (element.closest('[aria-hidden=true]') !== null || !element.checkVisibility()) continue;
      const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent ?? '');
      const names = [
        element.getAttribute('aria-label'),
        read(element.getAttribute('aria-labelledby')),
        ...labels,
        element instanceof HTMLInputElement ? '' : element.textContent,
        element.title,
      ];
      if (names.every((name) => (name ?? '').trim() === '')) found.push(`nameless: ${element.outerHTML.slice(0, 200)}`);
    }
    return found;
  });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (isNarrow && excess > 0) faults.push(`scrolls sideways by ${excess} px`);
  return [...faults, ...(await paleTexts(page))];
}
