import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Faults } from './body.ts';

interface Editing {
  currency: string;
  separator: string;
  faults: Faults;
  /** Somebody has pressed save: now what is merely missing is a fault too. */
  tried: boolean;
}
const EditingContext = createContext<Editing>({ currency: 'EUR', separator: '.', faults: {}, tried: false });

/** What the fields of the editor share. */
export function EditingProvider({ value, children }: { value: Editing; children: ReactNode }) {
  return <EditingContext value={value}>{children}</EditingContext>;
}

export const useEditing = (): Editing => useContext(EditingContext);

/** The fault at a field in plain words, undefined where there is none. */
export function useFault(): (path: string) => string | undefined {
  const { t } = useTranslation('tariff');
  const { faults, tried } = useEditing();
  return (path) => {
    const word = faults[path];
    if (word === undefined || (!tried && (word === 'missing' || word === 'name' || word === 'empty'))) return undefined;
    return t(`tariff:fault.${word}`);
  };
}
