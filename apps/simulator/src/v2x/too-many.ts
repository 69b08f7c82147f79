import type { Refused } from '../station/face.ts';

/** More than ItemsPerMessage in one request. [P2 B05.FR.11, B06.FR.16, N04.FR.15] */
export const tooMany: Refused = { error: 'OccurrenceConstraintViolation', description: 'More than ItemsPerMessage allows.' };
