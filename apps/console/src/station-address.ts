/** What to type into a station: the server's OCPP address and the station's name behind it. */
export function stationAddress(ocppUrl: string, stationId: string): string {
  return `${ocppUrl.replace(/\/$/, '')}/${encodeURIComponent(stationId)}`;
}
