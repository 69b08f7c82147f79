import type { OpenApi, Operation } from '@stationmaster/contract';
import { docsStyle } from './docs-style.ts';

/** The page's only script: filters the operations while one types. */
export const docsScript = `const box=document.querySelector('#search');const rows=[...document.querySelectorAll('details[data-text]')];
box.addEventListener('input',()=>{const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);
for(const row of rows)row.hidden=!words.every((word)=>row.dataset.text.includes(word));
for(const part of document.querySelectorAll('section'))part.hidden=!part.querySelector('details:not([hidden])');});
const open=()=>{const row=location.hash&&document.getElementById(location.hash.slice(1));if(row&&row.tagName==='DETAILS')row.open=true;};
addEventListener('hashchange',open);open();
addEventListener('keydown',(event)=>{if(event.key==='/'&&document.activeElement!==box){event.preventDefault();box.focus();}});`;

type Json = Record<string, unknown>;
interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

/** The OpenAPI document for people: one page without anything from elsewhere. */
export function docsPage(document: OpenApi): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const base = document.servers[0]?.url ?? '';
  const sections = document.tags.map(({ name }) => {
    const own = entries.filter(({ operation }) => operation.tags.includes(name));
    return `<section id="tag-${escaped(name)}"><h2>${escaped(name)}</h2>${own.map((entry) => operationHtml(entry, base)).join('')}</section>`;
  });
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `<details id="schema-${name}"><summary><code>${name}</code></summary><pre>${linked(schema)}</pre></details>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Stationmaster API</title><style>${docsStyle}</style></head>
<body><header><h1>Stationmaster API</h1><p>${inline(String(document.info['description'] ?? ''))}</p>
<p>For programs: <a href="/api/openapi.json">OpenAPI ${document.openapi} document</a>. Errors have one shape, <a href="#schema-Error"><code>Error</code></a>; their codes are listed <a href="#errors">below</a>.</p>
<input id="search" type="search" placeholder="Search (press /)" aria-label="Search routes">
<nav>${document.tags.map(({ name }) => `<a href="#tag-${escaped(name)}">${escaped(name)}</a>`).join(' ')} <a href="#schemas">Schemas</a> <a href="#errors">Errors</a></nav></header>
<main>${sections.join('')}
<h2 id="schemas">Schemas</h2>${schemas.join('')}
<h2 id="errors">Errors</h2>${errorsHtml(document)}</main><script>${docsScript}</script></body></html>
`;
}

function operationHtml({ method, path, operation }: Entry, base: string): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const [success = '', answer = {}] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const body = Object.entries(requestBody?.content ?? {})[0];
  const content = Object.entries((answer['content'] ?? {}) as Record<string, { schema: Json }>)[0];
  const text = `${method} ${path} ${operationId} ${summary}`.toLowerCase();
  return `<details id="${operationId}" data-text="${escaped(text)}"><summary><b class="${method}">${method}</b> <code>${escaped(base + path)}</code> <span>${escaped(summary)}</span></summary>
<p>${escaped(description)} <a href="#${operationId}">#${operationId}</a></p>${parametersHtml(parameters)}
${body ? `<h3>Body <small>${body[0]}</small></h3><pre>${linked(body[1].schema)}</pre>` : ''}
<h3>Answer ${success} ${content ? `<small>${content[0]}</small>` : ''}</h3>${content ? `<pre>${linked(content[1].schema)}</pre>` : '<p>Without a body.</p>'}
<h3>Example</h3><pre>${escaped(curlOf({ method, path: base + path, body: body?.[0] ?? null, operation }))}</pre></details>`;
}

function parametersHtml(parameters: readonly Json[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map((parameter) => {
    if ('$ref' in parameter)
      return '<tr><td><code>Idempotency-Key</code></td><td>header</td><td>makes a repeat harmless, see above</td></tr>';
    const { name, in: place, required, schema } = parameter as { name: string; in: string; required: boolean; schema: Json };
    return `<tr><td><code>${escaped(name)}</code>${required ? ' <small>required</small>' : ''}</td><td>${place}</td><td><code>${linked(schema, 0)}</code></td></tr>`;
  });
  return `<h3>Parameters</h3><table>${rows.join('')}</table>`;
}

function curlOf({ method, path, body, operation }: { method: string; path: string; body: string | null; operation: Operation }): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}"$STATIONMASTER${path}"`];
  if (operation.security.length > 0) lines.push('-H "Authorization: Bearer $KEY"');
  if (body === 'application/json') lines.push(`-H 'Content-Type: application/json'`, `-d '{ … }'`);
  if (body === 'text/csv') lines.push(`-H 'Content-Type: text/csv'`, '--data-binary @file.csv');
  return lines.join(' \\\n  ');
}

function errorsHtml({ components }: OpenApi): string {
  return Object.entries(components.responses)
    .map(
      ([name, { description }]) =>
        `<h3>${name.replace('Error', '')}</h3>${String(description)
          .split('\n\n')
          .map((line) => `<p>${inline(line)}</p>`)
          .join('')}`,
    )
    .join('');
}

/** A schema as indented text, its references as links. */
function linked(schema: Json, indent = 2): string {
  return escaped(JSON.stringify(schema, null, indent)).replace(
    /\{\s*&quot;\$ref&quot;:\s*&quot;#\/components\/schemas\/(\w+)&quot;\s*\}/g,
    '<a href="#schema-$1">$1</a>',
  );
}

function inline(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
