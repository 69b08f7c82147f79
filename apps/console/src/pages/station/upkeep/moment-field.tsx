import { TextInput } from '@mantine/core';

/** A moment in the viewer's zone; '' for none. `onChange` gets what the field holds, see `instantOf`. */
export function MomentField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      {...(hint ? { description: hint } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
