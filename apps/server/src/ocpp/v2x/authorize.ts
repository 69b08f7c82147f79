import { tapCard } from '../../sessions/tap.ts';
import { withoutNull } from '../text.ts';
import type { Handler2x } from './handler.ts';
import { idTokenInfo } from './id-token-info.ts';

/** 2.x C01–C06. Contract certificates (C07) are not checked: the answer says nothing of them. */
export const authorize: Handler2x<'Authorize'> = async ({ request, ...turn }, context) => {
  const { idToken, type } = request.idToken;
  const { authorization, step } = await tapCard(context, turn, { idToken: withoutNull(idToken), type: withoutNull(type) });
  return { answer: { idTokenInfo: idTokenInfo(authorization) }, ...step };
};
