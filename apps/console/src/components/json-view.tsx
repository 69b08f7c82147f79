import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './json-view.module.css';

/** JSON as sent, laid out and foldable; what is not JSON is shown as it is. */
export function JsonView({ text }: { text: string }) {
  const parsed = parse(text);
  if (parsed === undefined) return <Code block>{text}</Code>;
  return (
    <div className={classes.box}>
      <Node value={parsed} />
    </div>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function Node({ value, name, depth = 0 }: { value: unknown; name?: string; depth?: number }): ReactNode {
  const label = name === undefined ? null : <span className={classes.name}>{name}: </span>;
  if (typeof value !== 'object' || value === null)
    return (
      <div className={classes.line}>
        {label}
        <span className={classes[value === null ? 'null' : typeof value] ?? ''}>{JSON.stringify(value)}</span>
      </div>
    );
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0)
    return (
      <div className={classes.line}>
        {label}
        {open}
        {close}
      </div>
    );
  return (
    <details open={depth < 7}>
      <summary>
        {label}
        {open}
        <span className={classes.folded}>
          … {entries.length}
          {close}
        </span>
      </summary>
      <div className={classes.inside}>
        {entries.map(([key, inner]) => (
          <Node key={key} value={inner} depth={depth + 1} {...(Array.isArray(value) ? {} : { name: key })} />
        ))}
      </div>
      <div className={classes.close}>{close}</div>
    </details>
  );
}
