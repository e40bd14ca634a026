import { describe, expect, it } from 'vitest';
import { textMeaning } from './keywords.ts';

describe('textMeaning', () => {
  it.each<[string, ReturnType<typeof textMeaning>]>([
    ...[
      'STOP',
      'stop',
      ' Stop. ',
      'STOPALL',
      'UNSUBSCRIBE',
      'cancel',
      'End',
      'QUIT',
      'revoke',
      'OptOut!',
    ].map((text) => [text, 'stop'] as [string, 'stop']),
    ['Please stop texting me', 'stop'],
    ['stop sending these', 'stop'],
    ["don't text me again", 'stop'],
    ['Take me off your list', 'stop'],
    ['START', 'start'],
    ['yes', 'start'],
    ['UNSTOP', 'start'],
    ['help', 'help'],
    ['INFO', 'help'],
    ['Yes, call me on Monday', 'reply'],
    ['Can you help me with an order?', 'reply'],
    ['Where do I find the bus stop?', 'reply'],
    ['We end the season in May', 'reply'],
    ['', 'reply'],
  ])('%j is %s', (text, meaning) => {
    expect(textMeaning(text)).toBe(meaning);
  });
});
