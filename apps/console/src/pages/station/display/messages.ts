/** MessageInfoType as the station has it. */
export interface ShownMessage {
  id: number;
  priority: 'NormalCycle' | 'InFront' | 'AlwaysFront';
  state?: string;
  startDateTime?: string;
  endDateTime?: string;
  transactionId?: string;
  message: MessageText;
  messageExtra?: MessageText[];
  display?: { evse?: { id: number } };
}
interface MessageText {
  content: string;
  format: string;
  language?: string;
}

/** Is it shown at that moment (epoch ms), will it be, or is it over? */
export function stageOf({ startDateTime, endDateTime }: ShownMessage, now: number): 'shown' | 'later' | 'over' {
  if (endDateTime !== undefined && Date.parse(endDateTime) <= now) return 'over';
  return startDateTime !== undefined && Date.parse(startDateTime) > now ? 'later' : 'shown';
}
