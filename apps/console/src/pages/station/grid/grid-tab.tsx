import type { Station } from '../../../api.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import shared from '../station.module.css';
import { useCommand } from '../use-command.ts';
import { ControlsPanel } from './controls-panel.tsx';
import { PaymentsPanel } from './payments-panel.tsx';
import { SwapsPanel } from './swaps-panel.tsx';

/** What 2.1 adds: how the station stands to the grid, swapped batteries, payments at the station. */
export function GridTab({ station }: { station: Station }) {
  const command = useCommand(station.id);
  return (
    <div className={shared.stack}>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <ControlsPanel station={station} command={command} />
      <div className={shared.columns}>
        <SwapsPanel station={station} command={command} />
        <PaymentsPanel station={station} command={command} />
      </div>
    </div>
  );
}
