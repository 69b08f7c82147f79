import type { ReactNode } from 'react';
import type { StatusLook } from './status-look.ts';

const shapes: Readonly<Record<StatusLook['shape'], ReactNode>> = {
  ring: <circle cx="8" cy="8" r="4.5" fill="none" strokeWidth="2.5" stroke="currentColor" />,
  bolt: <path d="M9.2 1 3.2 9h3.9L6.2 15l6.6-8.6H8.6z" fill="currentColor" />,
  plug: (
    <path
      d="M5 1.5v4M11 1.5v4M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0zM8 12v3"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  pause: <path d="M5.2 3.5v9M10.8 3.5v9" stroke="currentColor" strokeWidth="2.8" strokeLinecap="round" />,
  check: (
    <path d="m3 8.5 3.4 3.5L13 4.5" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
  ),
  flag: (
    <path d="M4 15V2.5h8.5l-2 3 2 3H4" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round" />
  ),
  bar: <path d="M3 8h10" stroke="currentColor" strokeWidth="3.2" strokeLinecap="round" />,
  triangle: <path d="M8 1.6 15.2 14H.8zM7.1 6v4h1.8V6zm0 5.2v1.6h1.8v-1.6z" fill="currentColor" fillRule="evenodd" />,
  cross: <path d="m4 4 8 8m0-8-8 8" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  question: (
    <path
      d="M5.4 5.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 1.9m0 2.9v.3"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    />
  ),
};

/** The shape of a state; decoration beside its word, so hidden from screen readers. */
export function StatusShape({ shape, size = 14 }: { shape: StatusLook['shape']; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      {shapes[shape]}
    </svg>
  );
}
