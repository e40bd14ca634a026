import type { Command } from '../contract/commands.ts';
import { PHRASES, type Phrase } from './grammar.ts';
import { clausesFor } from './read-sentence.ts';
import { READINGS } from './values.ts';

/**
 * A command as a sentence of the grammar. Reading the sentence gives the same command. Fields that no clause can express are
 * appended by name, and are not understood when they are read.
 */
export function sayCommand({ name, input }: Command): string {
  const phrase = phraseFor(name, input);
  if (!phrase) return name;
  const own = slotsOf(phrase);
  const begin = own.reduce(
    (said, field) => said.replace(new RegExp(`\\{${field}(?:_\\w+)?\\}`), String(input[field])),
    phrase.template.said,
  );
  const rest = fieldsOf(input).filter(
    ([path]) => !own.includes(path) && !(path in phrase.input) && path !== 'type',
  );
  const clauses = clausesFor(phrase);
  const said = rest.map(([path, value]) => {
    for (const { field, reading, template } of clauses) {
      const slot = field === path ? READINGS[reading].say(value) : undefined;
      if (slot !== undefined) return template.said.replace(/\{\w+\}/, () => slot);
    }
    return `${path}=${JSON.stringify(value)}`;
  });
  return [begin, ...said].join(', ');
}

/** The phrase that sets most fields of an input, and none that the input does not have. */
function phraseFor(name: Command['name'], input: Command['input']): Phrase | undefined {
  return PHRASES.filter(
    (phrase) =>
      phrase.command === name &&
      Object.entries(phrase.input).every(([field, value]) => input[field] === value) &&
      slotsOf(phrase).every((field) => typeof input[field] === 'string'),
  ).toSorted((a, b) => slotsOf(b).length - slotsOf(a).length)[0];
}

/** Fields of the required slots. Optional slots are not repeated. */
const slotsOf = ({ template }: Phrase): string[] =>
  [...template.said.matchAll(/\{(\w+?)(?:_\w+)?\}/g)].map(([, field = '']) => field);

const fieldsOf = (input: Command['input']): [string, unknown][] =>
  Object.entries(input).flatMap(([field, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([inner, each]) => [`${field}.${inner}`, each])
      : [[field, value]],
  );
