import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { newsletterEvents } from '../contract/events.ts';
import type { NewsletterBody } from '../contract/newsletter.ts';

/** A list of people who agreed to get mails of one purpose. */
export const newsletterSchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  name: z.string(),
  purpose: z.string(),
  listId: z.string(),
  /** Every text of the form, the latest last: a proof names the version that the person saw. */
  forms: z.array(z.object({ version: z.number().int(), text: z.string(), since: instantSchema })).min(1),
  /** Whether each issue has a public page. */
  archive: z.boolean().default(false),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type Newsletter = z.infer<typeof newsletterSchema>;

export const MOST_FORMS = 50;

export const formOf = ({ forms }: Newsletter): Newsletter['forms'][number] => {
  const form = forms.at(-1);
  if (!form) throw new Error('A newsletter has a form.');
  return form;
};

export const newNewsletter = (
  workspace: string,
  { id, name, purpose, form, archive }: NewsletterBody,
  host: string,
  { actor }: Cause,
  now: Date,
): Newsletter => ({
  workspace,
  id,
  version: 1,
  name,
  purpose,
  listId: `${id}.${host}`,
  forms: [{ version: 1, text: form, since: now.toISOString() }],
  archive,
  createdAt: now.toISOString(),
  createdBy: actor.id,
});

/** The newsletter as it is to be; the same (by identity) when nothing changes. Its List-Id stays. */
export function changedTo(
  known: Newsletter,
  { name, purpose, form, archive }: NewsletterBody,
  now: Date,
): Newsletter {
  const latest = formOf(known);
  const forms =
    latest.text === form
      ? known.forms
      : [...known.forms, { version: latest.version + 1, text: form, since: now.toISOString() }];
  const isSame =
    known.name === name && known.purpose === purpose && known.archive === archive && forms === known.forms;
  return isSame ? known : { ...known, name, purpose, forms, archive };
}

/** An event about a newsletter, whose version is the one after the change. */
export const newsletterEvent = (next: Newsletter, { actor, correlationId }: Cause, now: Date): RexEvent =>
  newEvent(
    newsletterEvents,
    'newsletter.changed',
    {
      about: next.id,
      sequence: next.version,
      workspace: next.workspace,
      correlationId,
      actor,
      data: { name: next.name, form: formOf(next).version },
    },
    now,
  );
