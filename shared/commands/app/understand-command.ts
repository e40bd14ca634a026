import { sha256 } from '../../kernel/hash.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import { COMMANDS, type Command } from '../contract/commands.ts';
import { QUESTIONS } from '../domain/grammar.ts';
import { readSentence } from '../domain/read-sentence.ts';
import { sayCommand } from '../domain/say-command.ts';
import { rephrase } from './rephrase.ts';

export interface Understanding {
  readonly command: Command | undefined;
  readonly by: 'structure' | 'grammar' | 'model';
  readonly sentence: string;
  readonly leftOver: readonly string[];
  /** A question about what is missing, wrong or ambiguous; undefined when the command can run. */
  readonly question: string | undefined;
}

export interface Said {
  readonly workspace: string;
  readonly text?: string | undefined;
  readonly command?: Command | undefined;
}

/**
 * Reads a request, first by the grammar. When words are left over and there is a language model, the model rephrases the
 * sentence in the words of the grammar, which then reads that: the model never makes a command itself.
 */
export async function understandCommand(
  { llm }: { readonly llm: LlmPort | undefined },
  { workspace, text, command }: Said,
): Promise<Understanding> {
  if (command) return complete(command, 'structure', []);
  const own = read(text ?? '', 'grammar');
  if (!llm || text === undefined || (own.command && own.leftOver.length === 0)) return own;
  const said = await rephrase(llm, workspace, text);
  const theirs = said === undefined ? undefined : read(said, 'model');
  return theirs?.command && theirs.leftOver.length === 0 && !theirs.question ? theirs : own;
}

function read(text: string, by: Understanding['by']): Understanding {
  const { command, leftOver, contradicted, rivals } = readSentence(text);
  if (!command) {
    return {
      command,
      by,
      sentence: '',
      leftOver,
      question:
        'That is not understood. Begin with what is to be done, such as "wake up leads silent for 6 months, at most 200", "list missions" or "pause everything"; "rex do --help" has more.',
    };
  }
  if (rivals.length > 0) {
    const meant = [command.name, ...rivals]
      .map((name) => `"${sayCommand({ name, input: {} })}"`)
      .join(' or ');
    return { command: undefined, by, sentence: '', leftOver, question: `Is it ${meant}?` };
  }
  const understood = complete(command, by, leftOver);
  if (contradicted.length === 0) return understood;
  const fields = contradicted.map((field) => field.replace('params.', '')).join(' and ');
  return { ...understood, question: `Two things are said of ${fields}: which one is it?` };
}

function complete(command: Command, by: Understanding['by'], leftOver: readonly string[]): Understanding {
  const checked = COMMANDS[command.name].input.safeParse(command.input);
  const problem = checked.success ? undefined : checked.error.issues[0];
  const field = String(problem?.path[0] ?? '');
  const missing = problem && !(field in command.input) ? QUESTIONS[field] : undefined;
  const wrong = problem && `${problem.path.join('.') || 'The command'}: ${problem.message}`;
  return { command, by, sentence: sayCommand(command), leftOver, question: missing ?? wrong };
}

/** The confirmation code of a command for one person. Another command or another person has another code. */
export const confirmationOf = (command: Command, workspace: string, subject: string): string =>
  sha256(JSON.stringify([workspace, subject, command.name, sorted(command.input)])).slice(0, 32);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}
