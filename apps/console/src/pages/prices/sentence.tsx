import type { Tariff } from '../../api.ts';
import { sentencesOf, wholeSentences } from '../tariff/say.ts';
import { useSpeech } from '../tariff/speech.ts';

type Priced = Pick<Tariff, 'currency' | 'taxIncluded' | 'elements' | 'minPrice' | 'maxPrice'>;

/** "€0.39 per kWh", "19 % tax included": a price as a person would say it. */
export function usePriceSentence(): (tariff: Priced) => { prices: string[]; whole: string[] } {
  const speech = useSpeech();
  return (tariff) => ({ prices: sentencesOf(tariff, speech).map(({ text }) => text), whole: wholeSentences(tariff, speech) });
}
