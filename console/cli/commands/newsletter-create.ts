import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { newsletterBodySchema } from '../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { newsletterField } from '../id-fields.ts';

export const newsletterCreate = defineCommand({
  name: 'newsletter create',
  summary: 'Make a newsletter, or change its name, purpose or form',
  details:
    'People subscribe by the form, whose address is shown, and confirm by a link that they are mailed. A new text of the form gets a new\n' +
    'version: what proves a consent names the version that the person saw.',
  examples: [
    'rex newsletter create news --title "Product news" --purpose "What is new, once a month" --form consent.txt',
  ],
  positionals: ['newsletter'],
  input: z.strictObject({
    newsletter: newsletterField,
    title: value('TEXT', z.string(), 'Its name, as recipients see it'),
    purpose: value('TEXT', z.string(), 'What it is sent for, and how often'),
    form: value('FILE', z.string(), 'File with what people agree to'),
    archive: flag('Each issue has a public page, whose address its recipients know'),
  }),
  async run(context, { newsletter: id, title: name, purpose, form: file, archive }) {
    const form = await readFile(file, 'utf8').catch(() => undefined);
    if (form === undefined) throw usageError(`The file ${file} of --form cannot be read.`);
    const body = newsletterBodySchema.safeParse({ id, name, purpose, form, archive });
    if (!body.success) throw refusedBody(body.error.issues);
    const saved = await call(await connect(context), newsletterRoutes.putNewsletter, { body: body.data });
    return {
      json: saved,
      text: `${saved.name} has the form ${saved.formAddress} (text ${saved.form.version}).`,
    };
  },
});
