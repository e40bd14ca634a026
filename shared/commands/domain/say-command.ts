import type { Command } from '../contract/commands.ts';
import { PHRASES, type Phrase } from './grammar.ts';
import { clausesFor } from './read-sentence.ts';
import { READINGS } from './values.ts';

/**
 * A command in the words of the grammar: read again, it is the same command. Fields that no clause can say are named
 * as they are, and understood by nobody.
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

/** The phrase that says the most of an input, and nothing that it does not. */
function phraseFor(name: Command['name'], input: Command['input']): Phrase | undefined {
  return PHRASES.filter(
    (phrase) =>
      phrase.command === name &&
      Object.entries(phrase.input).every(([field, value]) => input[field] === value) &&
      slotsOf(phrase).every((field) => typeof input[field] === 'string'),
  ).toSorted((a, b) => slotsOf(b).length - slotsOf(a).length)[0];
}

/** Fields of the slots that are said back: those that may be left out are not. */
const slotsOf = ({ template }: Phrase): string[] =>
  [...template.said.matchAll(/\{(\w+?)(?:_\w+)?\}/g)].map(([, field = '']) => field);

const fieldsOf = (input: Command['input']): [string, unknown][] =>
  Object.entries(input).flatMap(([field, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([inner, each]) => [`${field}.${inner}`, each])
      : [[field, value]],
  );
