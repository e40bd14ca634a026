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
          .describe('The command as a sentence. This sentence is always understood as the same command'),
        by: z.enum(['structure', 'grammar', 'model']),
      })
      .nullable(),
    notUnderstood: z.array(z.string()).describe('Words of the text that were not understood'),
    question: z.string().nullable().describe('A question for the person, or a hint what to say instead'),
    confirm: z
      .string()
      .nullable()
      .describe('A code. To confirm the command, send it back with the same text; null when none is needed'),
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
    // Each command is checked against the roles of the route that it stands for.
    roles: ANYONE,
    body: z
      .strictObject({
        text: plainText({ max: 1_000 }).optional().describe('The command as an English sentence'),
        command: commandSchema.optional().describe('The command as data, instead of `text`'),
        confirm: z
          .string()
          .max(64)
          .optional()
          .describe('The code `confirm` of an earlier answer, to confirm the command'),
      })
      .refine(({ text, command }) => (text === undefined) !== (command === undefined), {
        error: 'give either text or command',
      })
      .meta({ oneOf: [{ required: ['text'] }, { required: ['command'] }] }),
    headers: z.object({
      'idempotency-key': idempotencyKeySchema
        .optional()
        .describe('A repeat with the same key and command creates no second mission'),
    }),
    success: { status: 200, schema: answerSchema },
    errors: ['VALIDATION_FAILED'],
  },
});
