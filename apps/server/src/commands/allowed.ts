import { fail } from '../errors.ts';
import type { Actor } from '../http/handler.ts';
import type { CommandRequest } from './words.ts';

/** What stations keep of customers is for administrators only. Failure notAllowed. */
export function mustBeAllowed({ role }: Pick<Actor, 'role'>, { verb }: Pick<CommandRequest, 'verb'>): void {
  if (verb === 'customerInformation' && role !== 'administrator') throw fail('notAllowed', { role: role ?? '', needed: 'administrator' });
}
