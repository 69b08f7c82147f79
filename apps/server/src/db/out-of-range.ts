import { DoesNotFit } from './binary-array.ts';

/** Did this fail because a number is larger than its column, in a write of ours or in a query (numeric_value_out_of_range)? */
export function isOutOfRange(error: unknown): boolean {
  return error instanceof DoesNotFit || (error as { code?: string }).code === '22003';
}
