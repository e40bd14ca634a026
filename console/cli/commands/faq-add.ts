import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { faqBodySchema } from '../../../shared/correspondence/contract/faq.ts';
import { correspondenceRoutes } from '../../../shared/correspondence/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, flag, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { faqEntryField } from '../id-fields.ts';

export const faqAdd = defineCommand({
  name: 'faq add',
  summary: 'Add or replace an approved answer to a frequent question',
  details:
    'With tasks.email.answers "on" in the settings, the answer goes out by itself to whoever asks nearly that. Give the question in as\n' +
    'many words as people use; "rex faq test" shows what is recognised.',
  examples: [
    'rex faq add delivery --question "How long does delivery take?" --question "When will my order arrive?" --answer delivery.txt --source https://acme.example/delivery',
    'rex faq add returns --question "Can I return it?" --answer returns.txt --source "Terms, section 4" --asks',
  ],
  positionals: ['entry'],
  input: z.strictObject({
    entry: faqEntryField,
    question: values('TEXT', z.array(z.string()).min(1), 'The question as people ask it; give several'),
    answer: value('FILE', z.string(), 'File with the whole text of the mail'),
    source: value(
      'TEXT',
      z.string(),
      'What proves the answer: the address of a page, the name of a document',
    ),
    asks: flag('A template: a person sees it before it goes out'),
  }),
  async run(context, { entry: id, question, answer, source, asks }) {
    const text = await readFile(answer, 'utf8').catch(() => undefined);
    if (text === undefined) throw usageError(`The file ${answer} of --answer cannot be read.`);
    const body = faqBodySchema.safeParse({ id, questions: question, answer: text, source, asks });
    if (!body.success) throw refusedBody(body.error.issues);
    const entry = await call(await connect(context), correspondenceRoutes.putFaqEntry, {
      body: body.data,
    });
    return { json: entry, text: `${entry.id} is in the list.` };
  },
});
