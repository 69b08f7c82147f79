import type { Json, Schema } from './places.ts';
import { isOccurrence, isProperty, isType, type Spoil, wrong, wrongTypes } from './spoil.ts';

/** Groups of things that can be wrong with a number; of each group some are tried. */
export function numberSpoils({ type = '', minimum, maximum }: Schema): Spoil[][] {
  const good = minimum ?? Math.min(1, maximum ?? 1);
  const quoted: Spoil = {
    name: 'is a number in quotes',
    value: String(good),
    why: 'Digits in quotes.',
    expect: { repairs: ['textAsNumber'], value: good },
  };
  const fraction: Spoil = {
    name: 'has a fraction',
    value: good + 0.25,
    why: 'A whole number is asked for.',
    expect: { repairs: ['rounded'], value: good },
  };
  return [
    wrongTypes('a number', ['many', true, { wrong: true }], isType(type)),
    type === 'integer' ? [quoted, fraction] : [quoted],
    minimum === undefined ? [] : [wrong('is too small', minimum - 1, isProperty(`must be at least ${minimum}`))],
    maximum === undefined ? [] : [wrong('is too large', maximum + 1, isProperty(`must be at most ${maximum}`))],
  ];
}

export function truthSpoils(): Spoil[][] {
  const why = 'A word or a number for a truth value.';
  return [
    wrongTypes('a truth value', ['maybe', 7, { wrong: true }], isType('boolean')),
    [
      { name: 'is "False"', value: 'False', why, expect: { repairs: ['textAsBoolean'], value: false } },
      { name: 'is 1', value: 1, why, expect: { repairs: ['numberAsBoolean'], value: true } },
    ],
  ];
}

export function listSpoils({ minItems, maxItems }: Schema, element: unknown): Spoil[][] {
  const groups: Spoil[][] = [
    [
      {
        name: 'is a truth value instead of a list',
        value: true,
        why: 'Not even an element of the list.',
        expect: { wrapped: [true], refused: isType('array') },
      },
    ],
  ];
  if (typeof element === 'object') {
    const expect = { repairs: ['elementWrapped'], value: [element] };
    groups.push([{ name: 'is an element without its list', value: element, why: 'A list of one is written without the list.', expect }]);
  }
  if (minItems !== undefined) {
    const expect = { dropped: 'emptyDropped', refused: isOccurrence(`must have at least ${minItems} items`) };
    groups.push([{ name: 'is empty', value: [], why: `At least ${minItems}.`, expect }]);
  }
  if (maxItems !== undefined) {
    const many = Array.from({ length: maxItems + 1 }, () => element);
    groups.push([wrong('has too many elements', many, isOccurrence(`must have at most ${maxItems} items`))]);
  }
  return groups;
}

export function objectSpoils(legal: Json): Spoil[][] {
  const mended = (repair: string) => ({ repairs: [repair], value: legal });
  const empty: Spoil = {
    name: 'is an empty list instead of an empty object',
    value: [],
    why: 'Some languages know no difference.',
    expect: mended('emptyListAsObject'),
  };
  return [
    wrongTypes('an object', ['thing', 7, [1, 2]], isType('object')),
    Object.keys(legal).length === 0 ? [empty] : [],
    [
      {
        name: 'is an object in a list',
        value: [legal],
        why: 'A single value is written as a list of one.',
        expect: mended('elementUnwrapped'),
      },
      { name: 'is an object in quotes', value: JSON.stringify(legal), why: 'JSON within JSON.', expect: mended('jsonInText') },
    ],
  ];
}
