import type { Station } from '../../../api.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import shared from '../station.module.css';
import { useCommand, type Verb } from '../use-command.ts';
import { CertificatesPanel } from './certificates-panel.tsx';
import { FirmwarePanel } from './firmware-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';

const ofCertificates: readonly Verb[] = [
  'getInstalledCertificateIds',
  'installCertificate',
  'deleteCertificate',
  'certificateSigned',
  'trigger',
];

/** Firmware, logs and certificates: what the station fetches, delivers and trusts. */
export function UpkeepTab({ station }: { station: Station }) {
  const command = useCommand(station.id);
  const outcome = command.shown && (
    <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />
  );
  // Beside what it came from: on a phone the certificates are far down the page.
  const isOfCertificates = command.shown !== null && ofCertificates.includes(command.shown.verb);
  return (
    <div className={shared.columns}>
      <div className={shared.stack}>
        {!isOfCertificates && outcome}
        <FirmwarePanel station={station} command={command} />
        <LogsPanel station={station} command={command} />
      </div>
      <div className={shared.stack}>
        {isOfCertificates && outcome}
        <CertificatesPanel station={station} command={command} />
      </div>
    </div>
  );
}
