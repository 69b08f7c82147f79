import type { Handler16 } from './handler.ts';

/** 1.6 §4.3: vendors' own messages. None is understood yet; the frame is kept. */
export const dataTransfer: Handler16<'DataTransfer'> = () => ({ answer: { status: 'UnknownVendorId' } });
