import type * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import { type NewsletterSendPayload, newsletterSendType } from '../../../newsletter/contract/tasks.ts';
import { issueContent } from '../../../newsletter/domain/issue-content.ts';
import type { Content } from '../../../quality/contract/content.ts';
import { type QualitySettings, qualitySettingsSchema } from '../../../quality/contract/settings.ts';
import { type Asked, foundWork } from '../../../seats/app/carry-out.ts';
import type { Source } from '../../../seats/domain/work.ts';
import { type PublishPayload, publishType } from '../../../social/contract/tasks.ts';
import { postContent } from '../../../social/domain/post-content.ts';
import type { ofContentSchema } from '../contract/schemas.ts';
import { aesthete } from '../contract/seat.ts';
import type { AestheteDeps } from './deps.ts';

/** Types of tasks that send or publish words, and these words. Their payloads were checked when the tasks were made. */
const CONTENT_OF: Readonly<Record<string, (payload: unknown) => Content>> = {
  [newsletterSendType.type]: (payload) => issueContent(payload as NewsletterSendPayload),
  [publishType.type]: (payload) => postContent(payload as PublishPayload),
};

type Given = z.output<typeof ofContentSchema>;

interface Looked {
  readonly content: Content;
  readonly source: Source;
  /** Of all readings of a message; left out where the content has one, which its own digest names. */
  readonly digest?: string;
}

interface Found {
  readonly content: Content;
  readonly digest: string | undefined;
  readonly quality: QualitySettings;
  readonly sources: readonly Source[];
}

/** @throws RexError NOT_FOUND; VALIDATION_FAILED for a task that sends no words; CONFLICT for a message that cannot go out */
export async function findContent(
  deps: AestheteDeps,
  { workspace, input, cause }: Pick<Asked<Given>, 'workspace' | 'input' | 'cause'>,
): Promise<Found> {
  const record = await deps.workspaces.get(workspace);
  const quality = record?.settings.quality ?? qualitySettingsSchema.parse({});
  const of = input.message
    ? await messageIn(deps, workspace, input.message, quality)
    : await contentIn(deps, workspace, input, cause.actor.id);
  const { words, phrases, colours, fonts } = quality.brand;
  const says = `The threshold of ${quality.threshold}, and ${words.length} words, ${phrases.length} phrases, ${colours.length} colours and ${fonts.length} fonts of the brand.`;
  return {
    content: of.content,
    digest: of.digest,
    quality,
    sources: [of.source, { kind: 'settings', id: 'getSettings', says }],
  };
}

async function contentIn(
  deps: AestheteDeps,
  workspace: string,
  { content, review, task: id }: Given,
  by: string,
): Promise<Looked> {
  if (content) return { content, source: { kind: 'person', id: by, says: 'The content, as it was given.' } };
  if (review !== undefined) {
    const { input } = await foundWork(aesthete, deps, 'review', workspace, review);
    const source = { kind: 'work', id: review, says: 'The content of this review.' } as const;
    return { content: input['content'] as Content, source };
  }
  const task = id === undefined ? undefined : await deps.tasks.get({ workspace, id });
  if (!task) throw new RexError('NOT_FOUND', `There is no task ${id}.`);
  const read = CONTENT_OF[task.type];
  if (!read) {
    const message = `is a task ${task.type}; only ${Object.keys(CONTENT_OF).join(' and ')} have words that are judged`;
    throw new RexError('VALIDATION_FAILED', 'This task sends no words that can be judged.', {
      fields: [{ path: 'body.task', message }],
    });
  }
  return {
    content: read(task.payload),
    source: { kind: 'task', id: task.id, says: `What "${task.title}" sends.` },
  };
}

async function messageIn(
  deps: AestheteDeps,
  workspace: string,
  { mission, step, variant }: NonNullable<Given['message']>,
  quality: QualitySettings,
): Promise<Looked> {
  const stored = await deps.contents.get(workspace, mission);
  const templates = (stored?.templates ?? []).filter(
    (each) => each.variant === variant && each.template.step === step,
  );
  if (!stored || templates.length === 0)
    throw new RexError('NOT_FOUND', `Mission ${mission} has no e-mail of step ${step}, variant ${variant}.`);
  // The renderer of templates is loaded for whoever asks about a message.
  const { judgeMessages } = await import('../../../drafting/domain/judge-messages.ts');
  const [judged] = judgeMessages({ templates, brand: stored.brand }, quality);
  if (!judged)
    throw new RexError(
      'CONFLICT',
      'This e-mail cannot be rendered for anybody, so it goes out to nobody: look at the brand in the settings.',
    );
  const says = `Step ${step}, variant ${variant}, as it reads worst; what is decided holds for all its readings.`;
  return { content: judged.content, digest: judged.digest, source: { kind: 'mission', id: mission, says } };
}
