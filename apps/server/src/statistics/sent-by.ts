import { schedulesBy } from './schedule-store.ts';

/** What the reports are called that go out by this channel; where there are any it stays. */
export const reportsSentBy: typeof schedulesBy = (db, channelId) => schedulesBy(db, channelId);
