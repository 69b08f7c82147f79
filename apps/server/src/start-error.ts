/** Why the server cannot start, as one plain sentence for the person at the terminal. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
