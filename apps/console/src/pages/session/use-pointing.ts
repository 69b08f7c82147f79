import { useState } from 'react';
import type { Pointed } from './stretches.ts';

export interface Pointing {
  pointed: Pointed | null;
  /** Stays lit when the pointer goes away. */
  pinned: Pointed | null;
  /** The pointer or the focus is on it, or has left. */
  point: (at: Pointed | null) => void;
  /** Tapped or pressed: holds it, and lets it go again. */
  pin: (at: Pointed) => void;
}

const isSame = (one: Pointed | null, other: Pointed): boolean => one?.kind === other.kind && one.index === other.index;

/** What a person points at on the page of a session, shared by curve and bill. */
export function usePointing(): Pointing {
  const [over, point] = useState<Pointed | null>(null);
  const [pinned, setPinned] = useState<Pointed | null>(null);
  const pin = (at: Pointed): void => setPinned(isSame(pinned, at) ? null : at);
  return { pointed: over ?? pinned, pinned, point, pin };
}
