import { z } from 'zod';

/** One setting: a row of the table in the README, and what is parsed. */
export interface Setting<S extends z.ZodType> {
  name: string;
  schema: S;
  default: string;
  meaning: string;
}

export const setting = <S extends z.ZodType>(
  name: string,
  schema: S,
  [standard, meaning]: [standard: string, meaning: string],
): Setting<S> => ({ name, schema, default: standard, meaning });

export const whole = (min: number, max: number) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
