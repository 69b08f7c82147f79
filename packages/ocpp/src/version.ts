/** An OCPP version, named as its WebSocket subprotocol. [J16 §3.1.2, P4 §3.1.2, 21P4 §3.1.2] */
export type Version = 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1';

export const versions: readonly Version[] = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'];

/**
 * The subprotocol to speak: the first of the client's list that we know, since the list is in the
 * client's order of preference. `null` when there is none in common. [P4 §3.1.2]
 */
export function negotiate(offered: readonly string[]): Version | null {
  for (const name of offered) {
    const known = versions.find((version) => version === name);
    if (known !== undefined) return known;
  }
  return null;
}
