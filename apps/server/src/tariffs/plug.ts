/** OCPI ConnectorType by OCPP 2.x ConnectorEnum (Connector.ConnectorType). */
const connectorTypes: Readonly<Record<string, string>> = {
  cCCS1: 'IEC_62196_T1_COMBO',
  cCCS2: 'IEC_62196_T2_COMBO',
  cG105: 'CHADEMO',
  cChaoJi: 'CHAOJI',
  cTesla: 'TESLA_S',
  cType1: 'IEC_62196_T1',
  cType2: 'IEC_62196_T2',
  sType2: 'IEC_62196_T2',
  sType3: 'IEC_62196_T3C',
  'cGBT-DC': 'GBT_DC',
  cMCS: 'MCS',
  cNACS: 'SAE_J3400',
  's309-1P-16A': 'IEC_60309_2_single_16',
  's309-3P-16A': 'IEC_60309_2_three_16',
  's309-3P-32A': 'IEC_60309_2_three_32',
  's309-3P-64A': 'IEC_60309_2_three_64',
  'sCEE-7-7': 'DOMESTIC_F',
  sBS1361: 'DOMESTIC_G',
  Pan: 'PANTOGRAPH_BOTTOM_UP',
};
/** OCPI PowerType by EVSE.SupplyPhases: 0 is direct current. */
const powerTypes: Readonly<Record<string, string>> = { '0': 'DC', '1': 'AC_1_PHASE', '2': 'AC_2_PHASE', '3': 'AC_3_PHASE' };

/** What a station has told of its plug, in OCPI's words; what it has not told, or in words nobody knows, is left out. */
export function plugOf(told: { connectorType: string | null; supplyPhases: string | null }): { connector?: string; powerType?: string } {
  const connector = connectorTypes[told.connectorType ?? ''];
  const powerType = powerTypes[told.supplyPhases ?? ''];
  return { ...(connector === undefined ? {} : { connector }), ...(powerType === undefined ? {} : { powerType }) };
}
