import type { CompositePeriod, CompositeQuestion } from './composite-model.ts';
import { leadersOver } from './leaders.ts';
import type { Span } from './local-time.ts';
import { merged } from './merge.ts';

/** The periods of one EVSE; neighbours may be equal. */
export function evseSchedule(question: CompositeQuestion, window: Span): CompositePeriod[] {
  const leaders = leadersOver(question, window);
  return leaders.spans.map((span) => ({ ...span, ...merged(leaders.at(span.from), question) }));
}
