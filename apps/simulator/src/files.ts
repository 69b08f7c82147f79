/** Nobody waits longer for a file, ms. */
const patienceMs = 60_000;
const statusesOfOtherMethod = new Set([404, 405, 501]);

/** Fetches a file; null when it cannot be had. Where it is not by HTTP, an empty file is made believe: nothing is read. */
export async function download(location: string): Promise<Uint8Array | null> {
  const place = placeOf(location);
  if (place === null) return null;
  if (!place.isHttp) return new Uint8Array();
  try {
    const response = await fetch(place.url, { headers: place.headers, signal: deadline() });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

/** Puts a file there: PUT, or POST where that is not wanted. Where it is not by HTTP, success is made believe. */
export async function upload(location: string, { name, content }: { name: string; content: string }): Promise<boolean> {
  const place = placeOf(location);
  if (place === null) return false;
  if (!place.isHttp) return true;
  const url = place.url.endsWith('/') ? `${place.url}${encodeURIComponent(name)}` : place.url;
  const headers = { ...place.headers, 'content-type': 'text/plain; charset=utf-8' };
  try {
    const put = await fetch(url, { method: 'PUT', body: content, headers, signal: deadline() });
    if (put.ok || !statusesOfOtherMethod.has(put.status)) return put.ok;
    const post = await fetch(url, { method: 'POST', body: content, headers, signal: deadline() });
    return post.ok;
  } catch {
    return false;
  }
}

interface Place {
  url: string;
  isHttp: boolean;
  headers: Record<string, string>;
}

/** Name and password in an address go into the header. */
function placeOf(location: string): Place | null {
  if (!URL.canParse(location)) return null;
  const url = new URL(location);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return {
    url: url.href,
    isHttp: url.protocol === 'http:' || url.protocol === 'https:',
    headers: username === '' ? {} : { authorization: `Basic ${secret}` },
  };
}

function deadline(): AbortSignal {
  return AbortSignal.timeout(patienceMs);
}
