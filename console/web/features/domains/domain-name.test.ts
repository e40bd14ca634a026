import { expect, it } from 'vitest';
import { domainNameOf } from './domain-name.ts';

it.each([
  ['mail.acme.example', 'mail.acme.example'],
  [' Mail.Acme.Example ', 'mail.acme.example'],
  ['https://mail.acme.example/about?x=1', 'mail.acme.example'],
  ['hello@mail.acme.example', 'mail.acme.example'],
  ['mail.häfen.example', 'mail.xn--hfen-loa.example'],
  ['not a name', 'not a name'],
  ['', ''],
])('"%s" is %s', (typed, name) => {
  expect(domainNameOf(typed)).toBe(name);
});
