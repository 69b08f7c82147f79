/** Those most used first, then the rest of the world by code. */
const usual = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK'];

/** Every currency with its name in the viewer's language. */
export function currencyChoices(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const rest = Intl.supportedValuesOf('currency').filter((code) => !usual.includes(code));
  return [...usual, ...rest].map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
}
