export const docsStyle = `:root{color-scheme:light dark;--line:light-dark(#d8dee4,#373e47);--soft:light-dark(#f3f5f7,#1c2128)}
body{font:15px/1.55 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:0 1rem 6rem}
header{padding-top:2rem}nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.75rem 0}
input{width:100%;box-sizing:border-box;font:inherit;padding:.5rem .75rem;border:1px solid var(--line);border-radius:6px}
details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.4rem .75rem}
summary{cursor:pointer;overflow-wrap:anywhere}summary span{opacity:.75;margin-left:.5rem}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:var(--soft);padding:.75rem;border-radius:6px;overflow:auto}
table{border-collapse:collapse;width:100%}td{border-top:1px solid var(--line);padding:.3rem .5rem;vertical-align:top}
h2{margin-top:2.5rem}h3{font-size:1em;margin:1rem 0 .25rem}small{font-weight:normal;opacity:.7}
b{display:inline-block;min-width:4.2em;font:600 12px ui-monospace,monospace}
.GET{color:light-dark(#0969da,#58a6ff)}.POST{color:light-dark(#1a7f37,#3fb950)}.PATCH,.PUT{color:light-dark(#9a6700,#d29922)}.DELETE{color:light-dark(#cf222e,#f85149)}`;
