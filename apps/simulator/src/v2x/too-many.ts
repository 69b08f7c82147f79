import type { Refused } from '../station/face.ts';

/** More than ItemsPerMessage in one request. [P2 B05] */
export const tooMany: Refused = { error: 'OccurrenceConstraintViolation', description: 'More than ItemsPerMessage allows.' };
