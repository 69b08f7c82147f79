const hint =
  /\/files\/[0-9a-f]{40}\/|NotifyCustomerInformation|AuthorizationKey|Password|SharedSecret|SimPin|VpnKey|KeyCode|:\/\/[^/"\s]*@/i;
const secretName = /^(AuthorizationKey|SharedSecret|SimPin|VpnKey|(BasicAuth|Apn|Vpn)?Password)$/i;
/** As in ftp://user:password@host, where a station fetches firmware or leaves its logs. */
const urlPassword = /([a-z][a-z0-9+.-]*:\/\/[^/?#@:\s"]*:)[^/?#\s"]+@/gi;
/** The secret in an address of our own file server: who knows it may fetch or bring the file. */
const fileToken = /(:\/\/[^\s"]*\/files\/)[0-9a-f]{40}(?=\/)/gi;
/** Where OCPP puts the value of a key or variable: 1.6 configuration, 2.x attributes and their answers, reports. */
const valueFields = new Set(['value', 'attributeValue', 'actualValue']);
const shown = '***';

/** Is this the name of a key or variable whose value is a password or key? */
export function isSecret(name: string): boolean {
  return secretName.test(name.trim());
}

/** A payload as it may be shown and logged: see `maskSecrets`. */
export function withoutSecrets(payload: unknown): unknown {
  return JSON.parse(maskSecrets(JSON.stringify(payload)));
}

/**
 * A frame as it may be stored: the values of secrets are replaced, everything else stays to the letter. 1.6
 * ChangeConfiguration and GetConfiguration of AuthorizationKey, 2.x BasicAuthPassword in SetVariables, GetVariables and
 * reports, the passwords of a network profile (its own, its APN's, its VPN's), its SIM's PIN and its VPN's key, those within URLs and those of our file addresses, and the PIN of a driver (2.x idToken of type KeyCode), and what a station tells of a customer. What names a secret and is no JSON is not kept at all.
 */
export function maskSecrets(text: string): string {
  // A name may hide behind \u escapes: such a text is looked into as well.
  if (!hint.test(text) && !text.includes('\\u')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return mask(value) ? JSON.stringify(value) : text;
  } catch {
    return hint.test(text) ? shown : text;
  }
}

/** An answer as it may be stored: without secrets, and without U+0000, which PostgreSQL text cannot hold. */
export function storedAnswer(text: string): string {
  return maskSecrets(text.replaceAll('\\u0000', ''));
}

/** Masks in place; tells whether there was anything. */
function mask(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  let found = Array.isArray(value) && hideCustomer(value);
  if (!Array.isArray(value) && namesSecret(fields)) found = hide(fields);
  if (fields['type'] === 'KeyCode' && typeof fields['idToken'] === 'string') {
    fields['idToken'] = shown;
    found = true;
  }
  // 2.x VPNType: beside its password, which its schema asks for.
  if (typeof fields['password'] === 'string' && typeof fields['key'] === 'string') fields['key'] = shown;
  for (const [name, inner] of Object.entries(fields)) {
    if (typeof inner === 'number' && secretName.test(name)) {
      fields[name] = shown;
      found = true;
    } else if (typeof inner === 'string' && (secretName.test(name) || inner.search(urlPassword) >= 0 || inner.search(fileToken) >= 0)) {
      fields[name] = secretName.test(name) ? shown : inner.replace(urlPassword, `$1${shown}@`).replace(fileToken, `$1${shown}`);
      found = true;
    } else if (mask(inner)) found = true;
  }
  return found;
}

/** What a station tells of a customer is kept elsewhere, for few eyes, and can be removed there. [2.x N09] */
function hideCustomer([, , action, payload]: readonly unknown[]): boolean {
  if (action !== 'NotifyCustomerInformation' || typeof payload !== 'object' || payload === null || !('data' in payload)) return false;
  payload.data = shown;
  return true;
}

function namesSecret({ key, variable }: Record<string, unknown>): boolean {
  const name = key ?? (variable as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' && isSecret(name);
}

/** Beside the name, or one level down: a report's variableAttribute list. */
function hide(fields: Record<string, unknown>): boolean {
  let found = false;
  for (const [name, inner] of Object.entries(fields)) {
    if (valueFields.has(name)) {
      fields[name] = shown;
      found = true;
    } else if (Array.isArray(inner))
      for (const one of inner) if (typeof one === 'object' && one !== null && hide(one as Record<string, unknown>)) found = true;
  }
  return found;
}
