import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';

interface Props extends Omit<NumberInputProps, 'value' | 'onChange'> {
  /** null: empty. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/**
 * A number, or nothing. The field itself tells of "0." on the way to 0.59 as text: it must stay in the field as it was typed, or
 * the next digits make 59 of it.
 */
export function FigureInput({ value, onChange, ...props }: Props) {
  const [typed, setTyped] = useState<number | string>(value ?? '');
  return (
    <NumberInput
      {...props}
      value={figureOf(typed) === value ? typed : (value ?? '')}
      onChange={(next) => {
        setTyped(next);
        onChange(figureOf(next));
      }}
    />
  );
}

function figureOf(typed: number | string): number | null {
  const figure = typeof typed === 'number' || typed.trim() !== '' ? Number(typed) : Number.NaN;
  return Number.isFinite(figure) ? figure : null;
}
