import type { SignatureVerdict } from '@stationmaster/domain';
import type { StatusLook, StatusTone } from '@stationmaster/ui';

export const verdictLook: Readonly<Record<SignatureVerdict, { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  valid: { tone: 'free', shape: 'check' },
  invalid: { tone: 'broken', shape: 'cross' },
  wrongKey: { tone: 'broken', shape: 'cross' },
  noKey: { tone: 'away', shape: 'question' },
  unsupported: { tone: 'away', shape: 'question' },
  unreadable: { tone: 'broken', shape: 'cross' },
};
