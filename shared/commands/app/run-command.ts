import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import { COMMANDS, type Command, type CommandInput, type CommandName } from '../contract/commands.ts';
import type { CommandAnswer } from '../contract/routes.ts';
import { confirmationOf, type Said, type Understanding, understandCommand } from './understand-command.ts';

/** What carries out each command, for one caller. */
export type Executors = {
  readonly [N in CommandName]: (input: CommandInput<N>) => Promise<Readonly<Record<string, unknown>>>;
};

export interface RunCommand extends Said {
  readonly role: Role;
  readonly subject: string;
  readonly confirm?: string | undefined;
}

/**
 * Understands what is asked for, says what was understood, and does it when that is clear and the caller may. What
 * was not understood to the last word, or came by a model, or cannot be taken back, is done when it was confirmed.
 */
export async function runCommand(
  { llm, executors }: { readonly llm: LlmPort | undefined; readonly executors: Executors },
  asked: RunCommand,
): Promise<CommandAnswer> {
  const understanding = await understandCommand({ llm }, asked);
  const { command, question } = understanding;
  if (!command) return answer(understanding, 'needs_input', { question });
  const { route, care } = COMMANDS[command.name];
  if (Array.isArray(route.roles) && !route.roles.includes(asked.role)) {
    const who = route.roles.join(' or ');
    return answer(understanding, 'refused', {
      question: `That needs the role ${who}; yours is ${asked.role}.`,
    });
  }
  if (question) return answer(understanding, 'needs_input', { question });
  const confirm = confirmationOf(command, asked.workspace, asked.subject);
  if (needsConfirmation(understanding, care) && asked.confirm !== confirm) {
    return answer(understanding, 'needs_confirmation', {
      question: confirmationQuestion(understanding),
      confirm,
    });
  }
  try {
    return answer(understanding, 'done', { result: await execute(executors, command) });
  } catch (error) {
    if (!(error instanceof RexError) || error.code === 'INTERNAL') throw error;
    return answer(understanding, 'failed', { problem: { code: error.code, detail: error.message } });
  }
}

const needsConfirmation = ({ by, leftOver }: Understanding, care: 'read' | 'act' | 'confirm'): boolean =>
  care !== 'read' && by !== 'structure' && (care === 'confirm' || by === 'model' || leftOver.length > 0);

function confirmationQuestion({ sentence, leftOver, by }: Understanding): string {
  const words = leftOver.length === 0 ? '' : ` Not understood: ${leftOver.join(' ')}.`;
  const model = by === 'model' ? ' A language model put it so.' : '';
  return `Shall I do this: ${sentence}?${words}${model}`;
}

async function execute(executors: Executors, { name, input }: Command) {
  // The schema of the name parses the input: that the two belong together is not seen by the compiler.
  const run = executors[name] as (parsed: unknown) => Promise<Readonly<Record<string, unknown>>>;
  return run(COMMANDS[name].input.parse(input));
}

function answer(
  { command, sentence, by, leftOver }: Understanding,
  status: CommandAnswer['status'],
  more: {
    question?: string | undefined;
    confirm?: string;
    result?: Readonly<Record<string, unknown>>;
    problem?: { code: string; detail: string };
  },
): CommandAnswer {
  return {
    status,
    understood: command ? { command, sentence, by } : null,
    notUnderstood: [...leftOver],
    question: more.question ?? null,
    confirm: more.confirm ?? null,
    result: more.result ?? null,
    problem: more.problem ?? null,
  };
}
