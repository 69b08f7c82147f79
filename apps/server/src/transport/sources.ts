import type { Config } from '../config.ts';
import { watchFiles } from './files.ts';
import type { ServerCertificates, StationTrust } from './ports.ts';

export interface Sources {
  server: ServerCertificates;
  trust: StationTrust;
  /** Reads files again; the answer says what is wrong with them. */
  reload(): string | null;
  stop(): void;
}
/** The built-in authority, where there is one. */
export interface Authority {
  server: ServerCertificates;
  trust: StationTrust;
}

/**
 * Files where the settings name them, else what the built-in authority issues. Never one of each kind from both: a station
 * trusts one root, and which certificate it gets to see would depend on its ciphers.
 */
export function joinSources(config: Config, authority: Authority | null, onFailure: (why: string) => void): Sources {
  const files = watchFiles(
    {
      tlsRsaCert: config.tlsRsaCert,
      tlsRsaKey: config.tlsRsaKey,
      tlsEcdsaCert: config.tlsEcdsaCert,
      tlsEcdsaKey: config.tlsEcdsaKey,
      tlsClientCa: config.tlsClientCa,
    },
    onFailure,
  );
  const hasFiles = config.tlsRsaCert !== '' || config.tlsEcdsaCert !== '';
  const trusts = [files.trust, ...(authority === null ? [] : [authority.trust])];
  return {
    server: hasFiles || authority === null ? files.server : authority.server,
    trust: {
      roots: () => trusts.flatMap((trust) => trust.roots()),
      isRevoked: (certificate) => trusts.some((trust) => trust.isRevoked?.(certificate) ?? false),
      onChange: (listener) => {
        const ends = trusts.map((trust) => trust.onChange(listener));
        return () => {
          for (const end of ends) end();
        };
      },
    },
    reload: files.reload,
    stop: files.stop,
  };
}
