import type { Verb } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { askListVersion, sendWholeList } from '../local-lists/verbs.ts';
import type { Step } from './progress.ts';
import type { Run } from './send.ts';

type Way = (context: Pick<Context, 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>, run: Run) => Promise<Step>;

/** Verbs that are more than messages sent one after the other: what is said next depends on what the station said. */
export const ways: { readonly [V in Verb]?: Way } = { sendLocalList: sendWholeList, getLocalListVersion: askListVersion };
