import { firstOf, unpack } from './unpack.ts';

/** A line without end is cut here. */
const longestLine = 20_000;

export interface Line {
  number: number;
  text: string;
}

/** Can people read it? Looks at the beginning of its first file; a broken archive is none. */
export async function isText(path: string): Promise<boolean> {
  try {
    for await (const { content } of unpack(path)) {
      const head = await firstOf(content, 4096);
      return head.length > 0 && !head.includes(0);
    }
  } catch {
    // Not a whole archive.
  }
  return false;
}

/** Its lines, of archives with a line before each file that names it. Reads no more than is asked for. Broken archives end where they break. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 0;
  const files = unpack(path);
  try {
    for await (const { name, content } of files) {
      if (name !== null) yield { number: ++number, text: `==> ${name}` };
      for await (const text of split(content)) yield { number: ++number, text };
    }
  } catch (error) {
    yield { number: ++number, text: `==> ${(error as Error).message}` };
  }
}

async function* split(content: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.slice(0, longestLine);
    if (rest.length > longestLine) {
      yield rest.slice(0, longestLine);
      rest = '';
    }
  }
  const last = rest + decoder.decode();
  if (last !== '') yield last;
}

export interface Wanted {
  from: number;
  limit: number;
  /** Upper and lower case are the same. */
  search?: string | undefined;
}
/** A page of lines; `total` where the end was reached, else `next`. Lets others work in between. */
export async function pageOfLines(
  path: string,
  { from, limit, search }: Wanted,
): Promise<{ lines: Line[]; total: number | null; next: number | null }> {
  const wanted = search?.toLowerCase();
  const lines: Line[] = [];
  let total = 0;
  for await (const line of linesOf(path)) {
    total = line.number;
    if (line.number < from || (wanted !== undefined && !line.text.toLowerCase().includes(wanted))) continue;
    if (lines.length === limit) return { lines, total: null, next: line.number };
    lines.push(line);
  }
  return { lines, total, next: null };
}

/** The first lines with a text, and how many there are. */
export async function findLines(path: string, search: string, most: number): Promise<{ hits: number; lines: Line[] }> {
  const wanted = search.toLowerCase();
  const lines: Line[] = [];
  let hits = 0;
  for await (const line of linesOf(path)) {
    if (!line.text.toLowerCase().includes(wanted)) continue;
    hits += 1;
    if (lines.length < most) lines.push(line);
  }
  return { hits, lines };
}
