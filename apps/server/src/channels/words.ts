import type { AlertKind, AlertSeverity, Occasion } from '@stationmaster/domain';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The words of messages; the console has its own. `{n}`, `{x}` are filled in. */
export interface Words {
  kinds: Readonly<Record<AlertKind, string>>;
  severities: Readonly<Record<AlertSeverity, string>>;
  occasions: Readonly<Record<Occasion, string>>;
  places: string;
  more: string;
  since: string;
  /** Of a root that ends and the stations that trust no other. */
  root: string;
  site: string;
  plug: string;
  stillOpen: string;
  open: string;
  test: string;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    kinds: {
      offline: 'Station not connected',
      faulted: 'Plug out of order',
      stuck: 'Plug taken, but nothing charges',
      startsFail: 'Charging does not start',
      meterStill: 'Charging, but the meter stands still',
      refusals: 'Many cards refused',
      noSession: 'Nobody has charged for a long time',
      securityEvent: 'Security event',
      certificateExpiring: 'Certificate ends soon',
      rootEnding: 'Stations would be left without a root they trust',
      campaignStopped: 'Firmware campaign stopped',
      diskFilling: 'Disk is filling up',
      runbookGaveUp: 'A recipe found no way: please have a look',
    },
    severities: { info: 'Note', warning: 'Warning', critical: 'Critical' },
    occasions: { opened: '', grew: 'More', escalated: 'Nobody has taken note', ended: 'Over', test: 'Test', gaveUp: 'Please have a look' },
    places: '{n} affected',
    more: 'and {n} more',
    since: 'since {x}',
    root: 'trusts {root} and nothing that lasts longer than {x}',
    site: 'Site',
    plug: 'plug {x}',
    stillOpen: '{n} of them still open',
    open: 'Open in Stationmaster',
    test: 'This is a test from Stationmaster. Alerts will arrive here.',
  },
  de: {
    kinds: {
      offline: 'Ladestation nicht verbunden',
      faulted: 'Ladepunkt gestört',
      stuck: 'Ladepunkt belegt, aber nichts lädt',
      startsFail: 'Laden startet nicht',
      meterStill: 'Es lädt, aber der Zähler steht',
      refusals: 'Viele Karten abgewiesen',
      noSession: 'Lange hat niemand geladen',
      securityEvent: 'Sicherheitsereignis',
      certificateExpiring: 'Zertifikat läuft bald ab',
      rootEnding: 'Stationen vertrauen bald keiner Wurzel mehr',
      campaignStopped: 'Firmware-Kampagne angehalten',
      diskFilling: 'Festplatte läuft voll',
      runbookGaveUp: 'Ein Rezept fand keinen Weg: bitte nachsehen',
    },
    severities: { info: 'Hinweis', warning: 'Warnung', critical: 'Kritisch' },
    occasions: {
      opened: '',
      grew: 'Mehr',
      escalated: 'Niemand hat es bestätigt',
      ended: 'Vorbei',
      test: 'Test',
      gaveUp: 'Bitte nachsehen',
    },
    places: '{n} betroffen',
    more: 'und {n} weitere',
    since: 'seit {x}',
    root: 'vertraut {root} und nichts, was länger gilt als bis {x}',
    site: 'Standort',
    plug: 'Ladepunkt {x}',
    stillOpen: 'davon noch {n} offen',
    open: 'In Stationmaster öffnen',
    test: 'Dies ist ein Test von Stationmaster. Hier kommen Meldungen an.',
  },
};
