import type { Campaign, CampaignPlan, Update, UpdateFacts } from '../../index.ts';

export const minute = 60_000;
export const plan: CampaignPlan = {
  canary: 2,
  waves: [50, 100],
  atOnce: 10,
  hours: null,
  watchMinutes: 5,
  returnMinutes: 10,
  deadlineMinutes: 60,
  attempts: 2,
  retryMinutes: 3,
  giveUpHours: 48,
  proceedPercent: 100,
  canaryFailures: 0,
  failurePercent: 20,
  lostStations: 2,
  sessionPoints: 10,
  onRegression: 'rollBack',
  security: 'signedWherePossible',
};
export const campaign: Campaign = { state: 'running', reason: null, plan, wave: 0, waveAt: 0, waves: 3, createdAt: 0, forgiven: 0 };
export const update: Update = {
  stationId: 1,
  wave: 0,
  direction: 'forward',
  state: 'waiting',
  reason: null,
  attempt: 0,
  isSigned: true,
  fromVersion: null,
  faultsBefore: null,
  sentAt: null,
  since: 0,
  dueAt: null,
  wasSent: false,
};
export const facts: UpdateFacts = {
  isConnected: true,
  isBusy: false,
  isOpenHour: true,
  version: '1.0',
  bootedAt: 0,
  disconnectedAt: null,
  faults: 0,
  command: null,
  told: null,
  hasFirmware: true,
  isNew: false,
  isFormer: false,
};
