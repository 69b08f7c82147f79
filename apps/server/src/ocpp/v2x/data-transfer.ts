import type { Handler2x } from './handler.ts';

/** 2.x P02: vendors' own messages. None is understood yet; the frame is kept. */
export const dataTransfer: Handler2x<'DataTransfer'> = () => ({ answer: { status: 'UnknownVendorId' } });
