/** Shown where the console should be. */
export const notBuiltPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stationmaster</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}code{font-size:.95em}</style></head>
<body><h1>The console is not built yet</h1>
<p>The server runs and stations can call in, but the web console has not been built. Run <code>npm run build</code> in the project's folder and load this page again.</p>
<p>The API is described at <a href="/api/docs">/api/docs</a>.</p></body></html>
`;
