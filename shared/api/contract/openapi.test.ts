import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.ts';
import { ROUTE_TABLES } from './route-tables.ts';

const tables = Object.values(ROUTE_TABLES);
const contracts = tables.flatMap((table) => Object.values(table));
// biome-ignore lint/suspicious/noExplicitAny: the test reads deep into plain JSON
const document: any = openApiDocument(tables, { version: '1.2.3', servers: ['https://rex.test'] });
const operationOf = (method: string, path: string) => document.paths[path][method.toLowerCase()];

describe('openApiDocument', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect([result.valid, validator.version]).toEqual([true, '3.1']);
  });

  it('names the licence that package.json and LICENSE give', () => {
    const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    expect(document.info.license.identifier).toBe(JSON.parse(read('package.json')).license);
    expect(read('LICENSE')).toMatch(/^\s+Apache License\s+Version 2\.0, January 2004\s/);
  });

  it('has every route once, with its path parameters declared', () => {
    const ids = contracts.map(({ method, path }) => operationOf(method, path).operationId);
    expect(ids).toEqual(contracts.map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(contracts.length);
    for (const { method, path } of contracts) {
      const declared = operationOf(method, path)
        .parameters.filter((parameter: { in: string }) => parameter.in === 'path')
        .map((parameter: { name: string }) => `{${parameter.name}}`);
      expect(declared).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
  });

  it('answers every error as a problem with its code as an example, and pages with pages', () => {
    for (const { method, path, errors, success } of contracts) {
      const { responses } = operationOf(method, path);
      if (success.contentType?.startsWith('text/html')) {
        expect(responses[404]).toMatchObject({ content: { 'text/html; charset=utf-8': {} } });
        continue;
      }
      const told = Object.values(responses).flatMap((response) =>
        // biome-ignore lint/suspicious/noExplicitAny: plain JSON
        Object.keys((response as any).content?.['application/problem+json']?.examples ?? {}),
      );
      expect(told).toEqual(expect.arrayContaining([...errors, 'INTERNAL']));
    }
  });

  it('lists for every route the errors of the gateway beside those of the route', () => {
    for (const { method, path } of contracts) {
      const { responses } = operationOf(method, path);
      expect(responses[431]).toEqual({ description: expect.any(String) });
      for (const status of [413, 429, 500, 503]) {
        expect(responses[status].content['application/json'].schema.required).toEqual(['message']);
        if (status !== 413) expect(responses[status].content).toHaveProperty(['application/problem+json']);
      }
    }
    const { content, description } = operationOf('POST', '/api/rex/missions').responses[413];
    expect(Object.keys(content)).toEqual(['application/problem+json', 'application/json']);
    expect(description).toMatch(/^PAYLOAD_TOO_LARGE: .* From API Gateway: The body is larger than 10 MB\.$/);
  });

  it('describes the limits of headers and bodies', () => {
    const { parameters, requestBody } = operationOf('POST', '/rex/command');
    expect(parameters).toEqual([
      {
        name: 'idempotency-key',
        in: 'header',
        description: expect.any(String),
        schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$', description: expect.any(String) },
      },
    ]);
    expect(requestBody.content['application/json'].schema).toMatchObject({
      additionalProperties: false,
      oneOf: [{ required: ['text'] }, { required: ['command'] }],
    });
    expect(operationOf('POST', '/agents/mission').parameters).toContainEqual(
      expect.objectContaining({ name: 'webhook-signature', in: 'header', required: true }),
    );
  });

  it('asks for a token wherever the contract does', () => {
    expect(operationOf('GET', '/health').security).toEqual([]);
    expect(operationOf('POST', '/api/rex/missions').security).toEqual([{ bearer: [] }]);
  });

  it('makes fields with a default optional in the request and required in the response', () => {
    const { schemas } = document.components;
    expect(operationOf('PUT', '/api/rex/settings').requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/SettingsInput',
    });
    expect(schemas.SettingsInput.required).not.toContain('timeZone');
    expect(schemas.Settings.required).toContain('timeZone');
    const limit = operationOf('GET', '/api/leads').parameters.find(
      ({ name }: { name: string }) => name === 'limit',
    );
    expect(limit).toMatchObject({ schema: { type: 'integer', maximum: 100, default: 25 } });
    expect(limit).not.toHaveProperty('required');
  });

  it('contains no reference to a missing schema', () => {
    const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      expect(document.components.schemas).toHaveProperty(reference.split('/').at(-1)!);
    }
    expect(JSON.stringify(document)).not.toContain('$defs');
  });
});
