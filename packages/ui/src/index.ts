/** The look of both web apps: theme tokens and the few pieces they share. */
import './tokens.css';

export { Logo } from './logo.tsx';
export { connectorLooks, lookOf, type ShownStatus, type StatusLook, type StatusTone } from './status-look.ts';
export { StatusShape } from './status-shape.tsx';
export { cssVariables, stationmasterTheme } from './theme.ts';
