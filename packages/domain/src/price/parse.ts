import { millionths } from '../money.ts';
import type { CostLine, Tariff, TariffDimension } from '../tariff.ts';
import { groupOf, type TaxGroup } from './taxes.ts';

export interface ParsedComponent {
  type: TariffDimension;
  unit: CostLine['unit'];
  /** Millionths of the currency. */
  price: bigint;
  /** As in the tariff. */
  text: string;
  stepSize: number;
  /** Index in `groups`. */
  group: number;
}
export interface ParsedTariff {
  components: ParsedComponent[];
  groups: TaxGroup[];
}

const units: Record<TariffDimension, CostLine['unit']> = { ENERGY: 'kWh', TIME: 'h', FLAT: 'session' };
const order = ['ENERGY', 'TIME', 'FLAT'] as const satisfies readonly TariffDimension[];
/** A tariff is a value: whoever changes one makes a new object, so its parsed form can be kept with it. */
const cache = new WeakMap<Tariff, ParsedTariff>();

/** The tariff with its numbers read, once per tariff object. */
export function parsed(tariff: Tariff): ParsedTariff {
  const known = cache.get(tariff);
  if (known) return known;
  const made = parse(tariff);
  cache.set(tariff, made);
  return made;
}

/** OCPI 2.3.0 Tariff: of the elements that match, the first one with a component of a dimension prices that dimension. */
function parse(tariff: Tariff): ParsedTariff {
  const all = tariff.elements.flatMap((element) => element.priceComponents);
  const groups: TaxGroup[] = [];
  const components = order.flatMap((type): ParsedComponent[] => {
    const component = all.find((candidate) => candidate.type === type);
    if (!component) return [];
    const { price: text, stepSize, vat } = component;
    const group = groupOf(groups, vat === undefined ? [] : [{ name: 'VAT', percent: vat }]);
    return [{ type, unit: units[type], price: millionths(text), text, stepSize, group }];
  });
  return { components, groups };
}
