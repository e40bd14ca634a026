import { describe, expect, it } from 'vitest';
import { type OptOutCertainty, readSentence } from './opt-out-grammar.ts';

describe('readSentence', () => {
  it.each<[string, OptOutCertainty | undefined]>([
    // A question about what happened is no request.
    ['Why did you remove me from your list?', 'possible'],
    ['Hello, why did you remove me from your list?', 'possible'],
    ['Hello, remove me from your list!', 'certain'],
    // What a word ends with tells what it is, but a link is no word.
    ['Bitte streichen Sie uns aus Ihrem Presseverteiler.', 'certain'],
    ['Bitte streichen Sie uns von der Preisliste.', 'certain'],
    ['Bitte streichen Sie uns von https://firm.example/preisliste', 'possible'],
    // An address is one word, with hyphens and apostrophes too.
    ['unsubscribe jo.vale@firm.example', 'certain'],
    ["unsubscribe jo-ann.o'brien@sea-firm.example", 'certain'],
    ["I'm not interested, unsubscribe me.", 'certain'],
    ["I'm not interested in the old plan, unsubscribe me from it and send the new one.", 'possible'],
    ['', undefined],
    ['!!!', undefined],
  ])('finds in %j that it is %s', (sentence, certainty) =>
    expect(readSentence(sentence).certainty).toBe(certainty),
  );

  it.each<[string, 'stop' | 'remove' | 'refused' | undefined]>([
    ['Stop!', 'stop'],
    ['Please, stop it now.', 'stop'],
    ['Basta', 'stop'],
    ['Please delete.', 'remove'],
    ['Ta bort', 'remove'],
    ['Not interested.', 'refused'],
    // To stop in Spanish, and already in French
    ['Déjà ?', undefined],
    ['We stop at noon.', undefined],
    ['Hello', undefined],
  ])('finds %j by itself to be: %s', (sentence, bare) => expect(readSentence(sentence).bare).toBe(bare));

  it.each(Array.from({ length: 12 }, (_, at) => at * 12))(
    'hears a request after %i other words of a sentence',
    (before) => {
      for (const more of ['', ' lorem'.repeat(70)])
        for (let words = before; words < before + 12; words++)
          expect([
            words,
            readSentence(`${'lorem '.repeat(words)}remove me from your list${more}`).certainty,
          ]).toEqual([words, words <= 55 ? 'certain' : 'possible']);
    },
  );

  it('hears a request after a long link', () => {
    const link = `https://firm.example/${'a'.repeat(2_000)}`;
    expect(readSentence(`${link} remove me from your list`).certainty).toBe('certain');
  });

  it('is not certain of a request whose condition is far before it', () => {
    expect(readSentence(`If ${'lorem '.repeat(70)}remove me from your list`).certainty).toBe('possible');
  });

  it('hears a request in another language than what stands around it', () => {
    const english = (words: number) => ' would'.repeat(words);
    const asked = `${' ustedes'.repeat(30)} no quiero recibir sus correos${' ustedes'.repeat(10)}`;
    expect(readSentence(english(60) + asked + english(100)).certainty).toBe('possible');
  });

  it('hears nothing in a long sentence without a request', () => {
    expect(readSentence('lorem '.repeat(200))).toEqual({ certainty: undefined, bare: undefined });
  });
});
