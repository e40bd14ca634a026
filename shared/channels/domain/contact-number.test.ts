import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasStarted,
  hearNumber,
  type NumberWord,
  newContactNumber,
  numberIdOf,
  stopOf,
  stopsOf,
} from './contact-number.ts';

const fresh = newContactNumber('acme', 'n');
const at = (n: number): string => new Date(n * 60_000).toISOString();
const word = fc.constantFrom<NumberWord>('asked', 'started', 'unreachable', 'answered');
const heard = fc.array(fc.record({ word, minute: fc.integer({ min: 0, max: 50 }) }), { maxLength: 12 });

type Heard = readonly { readonly word: NumberWord; readonly minute: number }[];
const hearAll = (words: Heard) =>
  words.reduce(
    (number, { word, minute }) => hearNumber(number, 'sms', word, { at: at(minute), source: `SM${minute}` }),
    fresh,
  );

describe('a number', () => {
  it('has the same state whatever the order and repetition of its keywords', () => {
    fc.assert(
      fc.property(
        heard.chain((words) =>
          fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length })),
        ),
        ([words, shuffled]) => {
          expect(hearAll(shuffled)).toEqual(hearAll(words));
          expect(hearAll([...words, ...shuffled])).toEqual(hearAll(words));
        },
      ),
    );
  });

  it('follows the last keyword of the person, and is stopped permanently when it is unreachable', () => {
    fc.assert(
      fc.property(heard, (words) => {
        const latest = (which: NumberWord) =>
          Math.max(-1, ...words.filter(({ word }) => word === which).map(({ minute }) => minute));
        const unreachable = words.some(({ word }) => word === 'unreachable');
        const asked = latest('asked') >= 0 && latest('started') <= latest('asked');
        expect(stopOf(hearAll(words), 'sms')?.reason).toBe(
          unreachable ? 'unreachable' : asked ? 'asked' : undefined,
        );
        expect(stopOf(hearAll(words), 'whatsapp')).toBeUndefined();
        expect(hasStarted(hearAll(words), 'sms')).toBe(latest('started') >= 0 && !unreachable && !asked);
      }),
    );
  });

  it('is stopped as before where no more than its stops is left of it', () => {
    fc.assert(
      fc.property(heard, (words) => {
        const number = hearAll(words);
        const channels = stopsOf(number);
        expect(stopOf({ ...fresh, channels }, 'sms')).toEqual(stopOf(number, 'sms'));
        expect(Object.keys(channels)).toEqual(stopOf(number, 'sms') ? ['sms'] : []);
        expect(Object.keys(channels.sms ?? {})).not.toContain('answeredAt');
      }),
    );
  });

  it('has an id that does not reveal it and differs between workspaces', () => {
    const id = numberIdOf('acme', '+15005550006');
    expect(id).toMatch(/^[0-9a-z]{24}$/);
    expect(id).not.toBe(numberIdOf('other', '+15005550006'));
  });
});
