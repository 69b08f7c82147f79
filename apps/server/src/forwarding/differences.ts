import { fieldIn } from './field.ts';

/** Where two answers say something else that matters to a driver or an operator. */
export interface Difference {
  field: 'card' | 'group' | 'cost' | 'status';
  ours: string;
  theirs: string;
}

/** What our answer and theirs to one message differ in: the verdict on the card, its group, the price, the status. Limits of validity and texts are each back end's own. */
export function differencesOf(ours: unknown, theirs: unknown): Difference[] {
  const found: Difference[] = [];
  const [our, their] = [verdictOf(ours), verdictOf(theirs)];
  // Who says nothing of a card is of no other opinion; where a card is refused its group says nothing.
  if (our !== null && their !== null) {
    if (our.status !== their.status) found.push({ field: 'card', ours: our.status, theirs: their.status });
    else if (our.group !== their.group && our.status === 'Accepted') found.push({ field: 'group', ours: our.group, theirs: their.group });
  }
  const [ourCost, theirCost] = [fieldIn(ours, 'totalCost'), fieldIn(theirs, 'totalCost')];
  if (typeof ourCost === 'number' && typeof theirCost === 'number' && ourCost !== theirCost)
    found.push({ field: 'cost', ours: String(ourCost), theirs: String(theirCost) });
  const [ourStatus, theirStatus] = [fieldIn(ours, 'status'), fieldIn(theirs, 'status')];
  if (ourStatus !== undefined && theirStatus !== undefined && ourStatus !== theirStatus)
    found.push({ field: 'status', ours: String(ourStatus), theirs: String(theirStatus) });
  return found;
}

function verdictOf(answer: unknown): { status: string; group: string } | null {
  const info = fieldIn(answer, 'idTagInfo') ?? fieldIn(answer, 'idTokenInfo');
  if (info === undefined) return null;
  const group = fieldIn(info, 'parentIdTag') ?? fieldIn(fieldIn(info, 'groupIdToken'), 'idToken');
  return { status: String(fieldIn(info, 'status') ?? ''), group: String(group ?? '') };
}
