import { tapCard } from '../../sessions/tap.ts';
import { withoutNull } from '../text.ts';
import type { Handler16 } from './handler.ts';
import { idTagInfo } from './id-tag-info.ts';

/** 1.6 §4.1 */
export const authorize: Handler16<'Authorize'> = async ({ request, ...turn }, context) => {
  const { authorization, step } = await tapCard(context, turn, { idToken: withoutNull(request.idTag), type: null });
  return { answer: { idTagInfo: idTagInfo(authorization) }, ...step };
};
