import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { addSubscriberBodySchema } from '../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { newsletterField } from '../id-fields.ts';

export const newsletterAdd = defineCommand({
  name: 'newsletter add',
  summary: 'Add a subscriber who has agreed elsewhere, with the proof of it',
  details: 'Who has unsubscribed can only come back by the form.',
  examples: [
    'rex newsletter add news ada@example.com --at 2026-03-01T10:00:00Z --source "Spring fair" --text consent.txt',
    'rex newsletter add news ada@example.com --at 2026-03-01T10:00:00Z --source "Shop" --text consent.txt --language en --attributes \'{"plan":"free"}\'',
  ],
  positionals: ['newsletter', 'address'],
  input: z.strictObject({
    newsletter: newsletterField,
    address: value('ADDRESS', z.string(), 'E-mail address'),
    at: value('INSTANT', z.string(), 'When the person agreed'),
    source: value('TEXT', z.string(), 'Where: the name of the fair, the number of the form'),
    text: value('FILE', z.string(), 'File with what the person agreed to'),
    'first-name': value('NAME', z.string().optional(), 'First name'),
    language: value('LANGUAGE', z.string().optional(), 'Such as en or de-AT'),
    attributes: value('JSON', z.string().optional(), 'What segments choose by, such as {"plan":"free"}'),
  }),
  async run(context, { newsletter: id, address, at, source, text: file, language, ...input }) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) throw usageError(`The file ${file} of --text cannot be read.`);
    const body = addSubscriberBodySchema.safeParse({
      email: address,
      firstName: input['first-name'],
      language,
      attributes: input.attributes === undefined ? undefined : parsed(input.attributes),
      proof: { at, source, text },
    });
    if (!body.success) throw refusedBody(body.error.issues);
    const added = await call(await connect(context), newsletterRoutes.addSubscriber, {
      params: { id },
      body: body.data,
    });
    return { json: added, text: `${added.lead} is ${added.state}.` };
  },
});

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw usageError('--attributes is no JSON.');
  }
}
