import type { Page } from 'playwright-core';

/**
 * Text that is too pale for its background, measured from what the browser has computed: 4.5 to 1, large text 3 to 1.
 * [WCAG 2.2, 1.4.3] Disabled controls are exempt; text on pictures cannot be judged and is left out.
 */
export async function paleTexts(page: Page): Promise<string[]> {
  // Colours change over a moment when the scheme does; what is judged is the end.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  return await page.evaluate(() => {
    type Rgba = [number, number, number, number];
    const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const known = new Map<string, Rgba>();
    const rgba = (color: string): Rgba => {
      const found = known.get(color);
      if (found || !paint) return found ?? [0, 0, 0, 1];
      paint.clearRect(0, 0, 1, 1);
      paint.fillStyle = color;
      paint.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = paint.getImageData(0, 0, 1, 1).data;
      known.set(color, [red, green, blue, alpha / 255]);
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Rgba, below: Rgba): Rgba => {
      const mix = (a: number, b: number): number => a * top[3] + b * (1 - top[3]);
      return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1];
    };
    const luminance = ([red, green, blue]: Rgba): number => {
      const linear = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    /** The colour behind an element; null where a picture or gradient is. */
    const backgroundOf = (element: Element | null): Rgba | null => {
      if (element === null) return [255, 255, 255, 1];
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      if (backgroundImage !== 'none') return null;
      const own = rgba(backgroundColor);
      if (own[3] >= 0.999) return own;
      const below = backgroundOf(element.parentElement);
      return below === null ? null : over(own, below);
    };
    const opacityOf = (element: Element | null): number =>
      element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement);

    const found = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? '';
      const element = texts.currentNode.parentElement;
      if (text === '' || element === null || element.closest('script, style, noscript, [disabled], [data-disabled], [aria-disabled=true]'))
        continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const style = getComputedStyle(element);
      const background = backgroundOf(element);
      if (background === null) continue;
      const [red, green, blue, alpha] = rgba(element instanceof SVGElement ? style.fill : style.color);
      const shown = over([red, green, blue, alpha * opacityOf(element)], background);
      const [light = 0, dark = 0] = [luminance(shown), luminance(background)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5) - 0.005)
        found.add(
          `pale ${ratio.toFixed(2)}: "${text.slice(0, 40)}" ${element.tagName.toLowerCase()}.${element.getAttribute('class')?.slice(0, 60) ?? ''}`,
        );
    }
    return [...found];
  });
}
