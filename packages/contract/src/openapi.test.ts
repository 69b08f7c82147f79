import { expect, test } from 'vitest';
import { openApi } from './openapi.ts';
import { routes } from './routes.ts';

const document = openApi({ badRequest: { status: 400, message: 'Wrong.' }, internal: { status: 500, message: 'Ours.' } });
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('every route is there once, under its name', () => {
  expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(routes).sort());
});

test('every reference leads somewhere', () => {
  const whole = openApi(
    Object.fromEntries([400, 401, 403, 404, 409, 413, 429, 500, 503].map((status) => [`e${status}`, { status, message: '' }])),
  );
  const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(references.length).toBeGreaterThan(100);
  for (const reference of references) {
    const found = reference.split('/').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], whole);
    expect(found, reference).toBeDefined();
  }
  expect(JSON.stringify(whole)).not.toMatch(/"\$(id|schema)":|anonymous/);
});

test.each(operations)('$method $path declares each parameter of its path, and how to sign in', ({ path, operation }) => {
  const inPath = operation.parameters.filter((parameter) => parameter['in'] === 'path').map((parameter) => parameter['name']);
  expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
  const route = routes[operation.operationId as keyof typeof routes];
  expect(operation.security).toEqual(route.permission === 'public' ? [] : [{ key: [] }, { cookie: [] }]);
  for (const parameter of operation.parameters)
    if ('schema' in parameter) expect(Object.keys(parameter['schema'] as object).length, String(parameter['name'])).toBeGreaterThan(0);
});

test('a creating route answers 201 and takes an Idempotency-Key', () => {
  const create = document.paths['/stations']?.['post'];
  expect(Object.keys(create?.responses ?? {})[0]).toBe('201');
  expect(create?.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' });
  expect(create?.requestBody?.content['application/json']?.schema).toMatchObject({ type: 'object', required: ['id'] });
});
