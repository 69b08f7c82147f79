/** The header of the drivers' CSV, both ways. Groups and cards are separated by `|`; `reference` finds a driver again. */
export const columns = ['reference', 'name', 'email', 'language', 'company', 'cost_centre', 'groups', 'cards', 'blocked', 'note'] as const;
export type Column = (typeof columns)[number];
