import { useLocalStorage } from '@mantine/hooks';

export interface TableView {
  dense: boolean;
  /** Columns switched on or off by the person; absent: as the table has it. */
  chosen: Record<string, boolean>;
  setDense: (dense: boolean) => void;
  choose: (column: string, shown: boolean) => void;
}

/** How a person likes this table; remembered in this browser. */
export function useTableView(id: string): TableView {
  const [stored, setStored] = useLocalStorage({
    key: `stationmaster-table-${id}`,
    defaultValue: { dense: false, chosen: {} as Record<string, boolean> },
    getInitialValueInEffect: false,
  });
  return {
    ...stored,
    setDense: (dense) => setStored((before) => ({ ...before, dense })),
    choose: (column, shown) => setStored((before) => ({ ...before, chosen: { ...before.chosen, [column]: shown } })),
  };
}
