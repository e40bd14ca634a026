import { expect, it } from 'vitest';
import { personName } from './person-name.ts';

const EMAILS = new Map([
  ['ann', 'ann@acme.example'],
  ['bob', null],
]);

it.each([
  ['ann', 'ann@acme.example'],
  ['user:ann', 'ann@acme.example'],
  ['user:bob', 'bob'],
  ['user:2f1c9a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b', 'a former member'],
  ['key:ak_01jd8w5gk3q4v6x8z0a2c4e6g8', 'a program with an API key'],
  ['rex:rex', 'Rex'],
  ['rex', 'Rex'],
  ['recipient:l_1', 'the recipient'],
  ['provider:ses', 'the provider'],
])('%s is named %s', (actor, name) => {
  expect(personName(actor, EMAILS)).toBe(name);
});
