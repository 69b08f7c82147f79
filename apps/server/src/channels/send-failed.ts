/** A message was not taken. `isFinal`: trying again would not help. */
export class SendFailed extends Error {
  readonly isFinal: boolean;
  /** The other side asks to wait that long. */
  readonly retryAfterMs: number | null;

  constructor(message: string, isFinal = false, retryAfterMs: number | null = null) {
    super(message);
    this.isFinal = isFinal;
    this.retryAfterMs = retryAfterMs;
  }
}
