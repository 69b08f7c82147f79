/** HTML that is whole already. */
export interface Html {
  readonly html: string;
}
type Part = string | number | Html | readonly Html[];

/** A template of HTML: what is put in is text, unless it is HTML itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.reduce((done, text, index) => done + put(parts[index - 1] ?? '') + text) };
}

function put(part: Part): string {
  if (typeof part === 'object') return 'html' in part ? part.html : part.map((one) => one.html).join('');
  return String(part)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `:root{color-scheme:light dark;--paper:light-dark(#f8f7f4,#111512);--card:light-dark(#fff,#1a1f1c);--line:light-dark(#d7d4ca,#454d49);--ink:light-dark(#1f1e1a,#dce1dd);--soft:light-dark(#524f47,#b9c0bb);--pine:light-dark(#1f6144,#66ac87)}
*{box-sizing:border-box}body{font:17px/1.55 system-ui,sans-serif;margin:0;background:var(--paper);color:var(--ink)}
main{max-width:32rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.5rem;line-height:1.25;margin:1rem 0 .25rem}p{margin:.5rem 0}
.soft{color:var(--soft);font-size:.94rem}section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;margin:1rem 0}
table{border-collapse:collapse;width:100%}td,th{padding:.35rem 0;text-align:start;vertical-align:top;font-weight:400}td:last-child,th:last-child{text-align:end;white-space:nowrap;padding-inline-start:1rem;font-variant-numeric:tabular-nums}
table.facts td{white-space:normal;overflow-wrap:anywhere}tr.sum td,tr.sum th{border-top:1px solid var(--line);font-weight:650}.big{font-size:1.7rem;font-weight:650;font-variant-numeric:tabular-nums}
label{display:block;font-weight:600}input{font:inherit;width:100%;min-height:3rem;margin:.35rem 0;padding:.4rem .8rem;border:1px solid var(--soft);border-radius:8px;background:var(--paper);color:var(--ink)}.wrong{color:light-dark(#a3341f,#f0a08f)}
button{font:inherit;font-weight:600;min-height:3rem;width:100%;border:0;border-radius:8px;padding:.6rem 1rem;margin:.35rem 0;background:var(--pine);color:light-dark(#fff,#111512);cursor:pointer}
button.other{background:transparent;color:var(--ink);border:1px solid var(--line)}button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid var(--pine);outline-offset:2px}a{color:var(--pine)}`;

/** A whole page of few bytes, that works without a script. */
export function page({
  title,
  language,
  body,
  refreshSeconds,
}: {
  title: string;
  language: string;
  body: Html;
  refreshSeconds?: number;
}): string {
  const refresh = refreshSeconds === undefined ? html`` : html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">${refresh}
<title>${title}</title><style>${{ html: style }}</style></head><body><main>${body}</main></body></html>
`.html;
}
