import type { z } from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import { type Asked, foundWork } from '../../../seats/app/carry-out.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import type {
  formatInputSchema,
  Template,
  templateInputSchema,
  Words,
  Written,
} from '../contract/schemas.ts';
import { herald } from '../contract/seat.ts';
import { formatted, htmlOf, sampleOf, type Values } from '../domain/template.ts';
import type { HeraldDeps } from './deps.ts';

export async function createHeraldTemplate(
  deps: HeraldDeps,
  { workspace, input }: Asked<z.output<typeof templateInputSchema>>,
): Promise<Made> {
  const sample = sampleOf(input, await settingsOf(deps, workspace));
  const template: Template = { ...input, sample };
  return { work: { kind: 'template', title: input.name, result: template, sources: [] } };
}

export async function formatMessage(
  deps: HeraldDeps,
  { workspace, input: { templateId, data } }: Asked<z.output<typeof formatInputSchema>>,
): Promise<Made> {
  const written = await fromTemplate(deps, workspace, templateId, data);
  return {
    work: {
      kind: 'message',
      title: written.title,
      result: { ...written, templateId, html: htmlOf(written) },
      sources: [{ kind: 'work', id: templateId, says: 'The template.' }],
    },
  };
}

/**
 * What is to be told: in words, or by a template.
 * @throws RexError VALIDATION_FAILED where it is neither or both
 */
export async function wordsOf(deps: HeraldDeps, workspace: string, words: Words): Promise<Written> {
  const { title, text, templateId, data } = words;
  if (templateId !== undefined) {
    if (title !== undefined || text !== undefined)
      throw refusal([{ path: 'body.templateId', message: 'stands in the place of title and text' }]);
    return fromTemplate(deps, workspace, templateId, data ?? {});
  }
  const missing = Object.entries({ title, text }).filter(([, value]) => value === undefined);
  if (title === undefined || text === undefined)
    throw refusal(
      missing.map(([name]) => ({ path: `body.${name}`, message: 'is missing, and so is a templateId' })),
    );
  if (data !== undefined)
    throw refusal([{ path: 'body.data', message: 'is for a template, and none is named' }]);
  return { title, text };
}

async function fromTemplate(
  deps: HeraldDeps,
  workspace: string,
  templateId: string,
  data: Values,
): Promise<Written> {
  const template = await foundWork(herald, deps, 'template', workspace, templateId);
  return formatted(template.result as Template, data, await settingsOf(deps, workspace));
}

/** @throws RexError CONFLICT for a workspace that has no settings: its members are told nothing */
export async function settingsOf(
  { workspaces }: Pick<HeraldDeps, 'workspaces'>,
  workspace: string,
): Promise<Settings> {
  const record = await workspaces.get(workspace);
  if (!record) throw new RexError('CONFLICT', 'This workspace has no settings yet: save them first.');
  return record.settings;
}
