import type { lobbyReasons } from '@stationmaster/contract';

export type LobbyReason = (typeof lobbyReasons)[number];

/** What has to be done instead of adopting; null: the attempt says which station it is. Never is a password taken over from a caller: that would let in whoever calls first. */
export const fixes: Record<LobbyReason, string | null> = {
  unknownStation: null,
  notBootedFirst: null,
  malformedFrame: null,
  noSubprotocol: null,
  wrongSubprotocol: null,
  lobbyFull: null,
  wrongPath: 'the address it calls does not end with a station id. Correct the address in the station.',
  noStationId: 'it does not say its station id. Put the id at the end of the address in the station.',
  badStationId: 'its station id holds characters that are not allowed. Correct the id in the station.',
  noPassword: 'this station is known and must send its password. Set the password in the station, or choose security profile 0.',
  wrongPassword: 'this station is known and sent another password. Give it a new password here and set it in the station.',
  wrongUserName: 'the user name must be the station id. Correct it in the station.',
  tooManyConnections: 'too many connections came from this address.',
  needsTls: 'this station is set to an encrypted connection. Set its address to the one that begins with wss.',
  noCertificate: 'this station must show a certificate and has shown none. Install one, or choose security profile 2.',
  certificateExpired: 'its certificate is over, or not valid yet. Give the station a new certificate and check its clock.',
  certificateUnknownAuthority:
    'its certificate was issued by somebody we do not trust. Have one issued here, or trust that issuer in TLS_CLIENT_CA.',
  certificateRevoked: 'its certificate was taken back. Give the station a new one.',
  certificateInvalid: 'its certificate is not made for stations that call a server. Give the station another one.',
  certificateWrongName: 'its certificate is made out to another name. Note that name at the station if it is right.',
  certificateWrongOrganization: 'its certificate names another organisation than TLS_CLIENT_ORGANIZATION.',
  tlsProtocol: 'it speaks no TLS newer than 1.1. Update its firmware.',
  tlsCipher: 'it knows none of the encryptions that are allowed. Update its firmware, or serve a certificate of the other kind.',
  tlsUntrusted: 'it does not trust our certificate. Install our root certificate in the station.',
  tlsServerExpired: 'it takes our certificate for expired. Check the clock of the station, then our certificate.',
  tlsServerName: 'it calls us by a name that is not in our certificate. Correct the address in the station.',
  tlsPlain: 'it calls the encrypted port without encryption. Begin its address with wss.',
  tlsGarbage: 'what it sends is not TLS.',
  tlsTimeout: 'it began and did not go on.',
  tlsBroken: 'it hung up during the handshake, as many stations do that do not trust our certificate.',
  plainTls: 'it calls the port without encryption with encryption. Use the other port or begin its address with ws.',
};
