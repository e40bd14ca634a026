import * as z from 'zod';
import { idempotencyKeySchema, plainText, problemSchema } from '../../kernel/contract/common.ts';
import { ANYONE, routes } from '../../kernel/contract/route.ts';
import { commandSchema } from './commands.ts';

const COMMAND_STATUSES = ['done', 'needs_input', 'needs_confirmation', 'refused', 'failed'] as const;

const answerSchema = z
  .object({
    status: z.enum(COMMAND_STATUSES),
    understood: z
      .object({
        command: commandSchema,
        sentence: z
          .string()
          .describe('The command in words of the grammar, which are understood as the same command'),
        by: z.enum(['structure', 'grammar', 'model']),
      })
      .nullable(),
    notUnderstood: z.array(z.string()).describe('Words that were left over'),
    question: z.string().nullable().describe('What to answer, or what to say next'),
    confirm: z.string().nullable().describe('Send it back with the same text to confirm what was understood'),
    result: z.record(z.string(), z.unknown()).nullable(),
    problem: problemSchema.pick({ code: true, detail: true }).nullable(),
  })
  .meta({ id: 'CommandAnswer' });
export type CommandAnswer = z.output<typeof answerSchema>;

export const commandRoutes = routes({
  runCommand: {
    operationId: 'runCommand',
    method: 'POST',
    path: '/rex/command',
    summary: 'Carry out a command that is given as a sentence or as data.',
    // What is said decides: each command has the roles of the route that it stands for.
    roles: ANYONE,
    body: z
      .strictObject({
        text: plainText({ max: 1_000 }).optional().describe('A sentence, in English'),
        command: commandSchema.optional().describe('Instead of a sentence'),
        confirm: z.string().max(64).optional().describe('As an answer before asked for it'),
      })
      .refine(({ text, command }) => (text === undefined) !== (command === undefined), {
        error: 'give either text or command',
      })
      .meta({ oneOf: [{ required: ['text'] }, { required: ['command'] }] }),
    headers: z.object({
      'idempotency-key': idempotencyKeySchema
        .optional()
        .describe('The same key and command again create the same mission'),
    }),
    success: { status: 200, schema: answerSchema },
    errors: ['VALIDATION_FAILED'],
  },
});
