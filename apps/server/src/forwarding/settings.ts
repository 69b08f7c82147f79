import { setting, whole } from '../setting.ts';

/** What waits for a second back end that is away. */
export const forwardingSettings = {
  forwardingMessages: setting('SECOND_BACK_END_MESSAGES', whole(1, 1_000_000), [
    '10000',
    'Messages of one station’s sessions that wait for a second back end that is away; beyond it the oldest are given up.',
  ]),
  forwardingDays: setting('SECOND_BACK_END_DAYS', whole(1, 3650), [
    '30',
    'Days such messages wait; older ones are given up. Keep the message log at least as long.',
  ]),
} as const;
