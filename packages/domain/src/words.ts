/** The closed lists of our own words. Each list is data, so that schemas, translations and tests can be complete by type. */

/** What a connector is doing, one word in every version, screen and report. `Paused…` = car plugged in, no energy flows. */
export const connectorStatuses = [
  'Available',
  'Preparing',
  'Charging',
  'PausedByCar',
  'PausedByStation',
  'Finishing',
  'Reserved',
  'Unavailable',
  'Faulted',
  'Unknown',
] as const;
export type ConnectorStatus = (typeof connectorStatuses)[number];

/** Why a token was accepted or refused. */
export const tokenReasons = [
  'known',
  'openAccess',
  'noAuthorization',
  'unknown',
  'blocked',
  'notYetValid',
  'expired',
  'noCredit', // a prepaid card with nothing left
  'directPayment', // paid at a terminal or on a web page
  'stationNotAccepted',
  'contractRefused', // its certificate is not fine, or could not be looked into
  'driverBlocked',
  'notAtThisSite', // no group of its driver may charge at this site
  'notAtThisTime', // their groups may charge here, but not at this hour
  'driverLimit', // a spending limit is used up: of the driver, of their company, of their cost centre
  'companyLimit',
  'costCentreLimit',
] as const;
export type TokenReason = (typeof tokenReasons)[number];

/** The OCPP words for an authorisation (1.6 IdTagInfo.status and 2.x AuthorizationStatus share these). */
export const authorizationStatuses = [
  'Accepted',
  'Blocked',
  'Expired',
  'Invalid',
  'ConcurrentTx',
  'Unknown',
  'NotAtThisLocation',
  'NoCredit',
  'NotAllowedTypeEVSE',
  'NotAtThisTime',
] as const;
export type AuthorizationStatus = (typeof authorizationStatuses)[number];

/** What is remarkable about a session; kept with it for ever, so that a bill can be questioned. */
export const sessionMarks = [
  'startMissing', // a stop or readings came without a start
  'stopMissing', // closed by us: the station began something new, or stayed silent too long
  'offline', // started or ended while the station was disconnected
  'lateData', // data arrived after the session had ended and changed it
  'outOfOrder', // messages arrived in another order than they happened
  'sequenceGap', // a 2.x seqNo is missing
  'meterReset', // the energy register fell back
  'meterImplausible', // a register value was impossible (negative, more than the connector can give) and left out
  'clockSkew', // the station's clock was off by more than a minute
  'transactionIdMissing', // the station sent transactionId -1 or 0
  'tokenRefused', // energy flowed although the token was refused
  'noEnergy',
  'timeReversed', // the stop lies before the start
  'resumed', // went on after a loss of power (2.1 TxResumed)
] as const;
export type SessionMark = (typeof sessionMarks)[number];
