import { securityTold } from '../../security/told.ts';
import type { Handler16 } from './handler.ts';

/** Security whitepaper of 1.6, A04 */
export const securityEventNotification: Handler16<'SecurityEventNotification'> = ({ request, ...turn }) => ({
  answer: {},
  ...securityTold(turn, request),
});
