/** The header of the cards' CSV, both ways. Aliases are separated by `|`. */
export const columns = ['value', 'type', 'group', 'driver', 'note', 'blocked', 'valid_from', 'valid_until', 'aliases'] as const;
export type Column = (typeof columns)[number];
