import { securityTold } from '../../security/told.ts';
import type { Handler2x } from './handler.ts';

/** 2.x A04 */
export const securityEventNotification: Handler2x<'SecurityEventNotification'> = ({ request, ...turn }) => ({
  answer: {},
  ...securityTold(turn, request),
});
