import { describe, expect, it } from 'vitest';
import { createRouter, type Route } from './routes.ts';

const route = (key: string): Route => ({ key, functionName: 'f', authorizer: undefined, answers: false });

describe('routes', () => {
  const match = createRouter(
    [
      'ANY /{proxy+}',
      'GET /leads/{id}',
      'GET /leads/new',
      'ANY /leads/{id}',
      'GET /leads/{id}/notes/{note}',
      '$default',
    ].map(route),
  );

  it.each([
    ['GET', '/leads/new', 'GET /leads/new', {}],
    ['GET', '/leads/7', 'GET /leads/{id}', { id: '7' }],
    ['GET', '/leads/a%20b/', 'GET /leads/{id}', { id: 'a b' }],
    ['PUT', '/leads/7', 'ANY /leads/{id}', { id: '7' }],
    ['GET', '/leads/7/notes/8', 'GET /leads/{id}/notes/{note}', { id: '7', note: '8' }],
    ['GET', '/x/y', 'ANY /{proxy+}', { proxy: 'x/y' }],
    ['GET', '/', '$default', {}],
  ])('%s %s', (method, path, key, pathParameters) => {
    expect(match(method, path)).toMatchObject({ route: { key }, pathParameters });
  });

  it('finds none when there is no default route', () => {
    expect(createRouter([route('GET /a')])('POST', '/a')).toBeUndefined();
  });
});
