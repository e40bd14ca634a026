import { expect, it } from 'vitest';
import { otherWordsOfHtml } from './html-words.ts';

it.each([
  ['no HTML', 'Hello', null],
  [
    'the same in paragraphs',
    'Hello Ada,\n\nsee https://acme.example/a',
    '<p>Hello Ada,</p><p>see <a href="https://acme.example/a">https://acme.example/a</a></p>',
  ],
  ['another spacing', 'A title\nand words', '<h1>A title</h1> <div>and\n   words</div>'],
])('says nothing of %s', (_, text, html) => {
  expect(otherWordsOfHtml({ text, html })).toBeUndefined();
});

it.each([
  ['other words', '<b>Totally other words</b>', 'Totally other words'],
  ['a link elsewhere', '<p>plain <a href="https://evil.example">here</a></p>', 'https://evil.example'],
  [
    'a picture',
    '<p>plain</p><img alt="50 %" src="https://acme.example/x.png">',
    'https://acme.example/x.png',
  ],
  ['hidden words', '<p>plain</p><p style="display:none">hidden</p>', 'hidden'],
  ['a long tail', `<p>plain</p>${'<p>more</p>'.repeat(5_000)}<p>the end</p>`, 'the end'],
])('shows %s', (_, html, shown) => {
  expect(otherWordsOfHtml({ text: 'plain', html })).toContain(shown);
});
