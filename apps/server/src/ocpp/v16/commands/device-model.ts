/** 1.6 has keys, and nothing that watches or describes them. */
export const deviceModel = {
  readBaseReport: null,
  getReport: null,
  setNetworkProfile: null,
  setVariableMonitoring: null,
  clearVariableMonitoring: null,
  getMonitoringReport: null,
  setMonitoringBase: null,
  setMonitoringLevel: null,
  getPeriodicEventStreams: null,
  adjustPeriodicEventStream: null,
};
