import type { Station } from '../../../api.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import shared from '../station.module.css';
import { useCommand } from '../use-command.ts';
import { CertificatesPanel } from './certificates-panel.tsx';
import { FirmwarePanel } from './firmware-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';

/** Firmware, logs and certificates: what the station fetches, delivers and trusts. */
export function UpkeepTab({ station }: { station: Station }) {
  const command = useCommand(station.id);
  return (
    <div className={shared.stack}>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <div className={shared.columns}>
        <div className={shared.stack}>
          <FirmwarePanel station={station} command={command} />
          <LogsPanel station={station} command={command} />
        </div>
        <CertificatesPanel station={station} command={command} />
      </div>
    </div>
  );
}
