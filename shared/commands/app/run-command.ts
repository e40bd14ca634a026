import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import { COMMANDS, type Command, type CommandInput, type CommandName } from '../contract/commands.ts';
import type { CommandAnswer } from '../contract/routes.ts';
import { confirmationOf, type Said, type Understanding, understandCommand } from './understand-command.ts';

/** Functions that carry out the commands, for one caller. */
export type Executors = {
  readonly [N in CommandName]: (input: CommandInput<N>) => Promise<Readonly<Record<string, unknown>>>;
};

export interface RunCommand extends Said {
  readonly role: Role;
  readonly subject: string;
  readonly confirm?: string | undefined;
}

/**
 * Reads a request, reports how it was understood, and carries it out when it is clear and the caller's role allows it. It asks
 * for a confirmation when not every word was understood, when a model read the sentence, or when the command requires it.
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
  // The schema of the same command parses the input; the compiler cannot see that they belong together.
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
