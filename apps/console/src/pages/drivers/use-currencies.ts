import { useSiteChoice } from '../../components/site-select.tsx';

/** Those of the sites. */
export function useCurrencies(): string[] {
  const { data } = useSiteChoice();
  const found = [...new Set((data?.items ?? []).map(({ currency }) => currency))];
  return found.length === 0 ? ['EUR'] : found;
}
