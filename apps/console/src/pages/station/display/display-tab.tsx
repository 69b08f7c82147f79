import type { Station } from '../../../api.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import shared from '../station.module.css';
import { useCommand } from '../use-command.ts';
import { MessagesPanel } from './messages-panel.tsx';
import { TariffsPanel } from './tariffs-panel.tsx';

/** What the station shows to drivers: messages, and the prices it computes by. 2.x only. */
export function DisplayTab({ station }: { station: Station }) {
  const command = useCommand(station.id);
  return (
    <div className={shared.stack}>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <MessagesPanel station={station} command={command} />
      {station.protocol === 'ocpp2.1' && <TariffsPanel station={station} command={command} />}
    </div>
  );
}
