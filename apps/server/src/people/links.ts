import type { Config } from '../config.ts';

/** The address people open. Without PUBLIC_URL this machine's own; a wildcard address is no address to open. */
export function publicUrlOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== '') return publicUrl;
  const name = host === '' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** The token stands behind #, so it reaches no server log and no proxy. */
export function welcomeUrl(config: Pick<Config, 'publicUrl' | 'host' | 'port'>, token: string): string {
  return `${publicUrlOf(config)}/welcome#${token}`;
}
