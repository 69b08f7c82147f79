import { passwordVariables } from '../commands/words.ts';
import { at, list } from '../frames/told.ts';

/**
 * The password a station connects with from now on, because it has taken the message that wrote it: 1.6 ChangeConfiguration
 * of AuthorizationKey, 2.x SetVariables of BasicAuthPassword. null: this message has written none.
 */
export function writtenPassword(action: string, payload: unknown, answer: unknown): string | null {
  if (action === 'ChangeConfiguration')
    return isPassword(at(payload, 'key')) && isTaken(at(answer, 'status')) ? textOf(at(payload, 'value')) : null;
  if (action !== 'SetVariables') return null;
  const written = list(payload, 'setVariableData').find((entry) => isPassword(at(entry, 'variable.name')) && isActual(entry));
  const result = list(answer, 'setVariableResult').find((entry) => isPassword(at(entry, 'variable.name')) && isActual(entry));
  return isTaken(at(result, 'attributeStatus')) ? textOf(at(written, 'attributeValue')) : null;
}

function isPassword(name: unknown): boolean {
  return typeof name === 'string' && passwordVariables.has(name.toLowerCase());
}
function isActual(entry: unknown): boolean {
  return (at(entry, 'attributeType') ?? 'Actual') === 'Actual';
}
function isTaken(status: unknown): boolean {
  return status === 'Accepted' || status === 'RebootRequired';
}
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
