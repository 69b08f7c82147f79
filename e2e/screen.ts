import type { Locator, Page } from 'playwright-core';

/** The value that stands under a label on the session page, such as `7.43 kWh` under `Energy`. */
export function figure(page: Page, label: string): Locator {
  return page.locator(`xpath=//main//div[normalize-space(.)='${label}']/following-sibling::div`).first();
}

/** `850 Wh`, `7.43 kWh` → Wh. */
export function wattHours(text: string): number {
  const [, number, unit] = /^([\d.,]+) (Wh|kWh)$/.exec(text.trim()) ?? [];
  if (number === undefined) throw new Error(`"${text}" is no energy.`);
  return Number(number.replaceAll(',', '')) * (unit === 'kWh' ? 1000 : 1);
}

/** The energy on the session page right now, Wh. */
export async function energyShown(page: Page): Promise<number> {
  return wattHours(await figure(page, 'Energy').innerText());
}
