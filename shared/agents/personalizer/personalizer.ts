import { checkTemplate } from '../../content/domain/check-template.ts';
import { planSequence } from '../../content/domain/sequence.ts';
import {
  type Citation,
  MessageTemplateSchema,
  type StoredTemplate,
  type Variant,
} from '../../content/domain/template.ts';
import { RexError } from '../../kernel/errors.ts';
import type { CitedRecord } from '../../knowledge/app/passages-for-customers.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import type { MissionBrief } from './brief.ts';
import type { CitesPassages } from './citations.ts';
import { lintNotes } from './lint-notes.ts';
import {
  CITING_PROMPT,
  CitingVariantSchema,
  type DraftedVariant,
  DraftedVariantSchema,
  SYSTEM_PROMPT,
  userPrompt,
} from './prompt.ts';

export interface PersonalizerPorts {
  readonly llm?: LlmPort;
  /** Whom the model is asked for. */
  readonly asked: { readonly workspace: string; readonly missionId: string };
  /** What documents for customers say about the offer: the model may state it, and cites it. */
  readonly documents?: Shown | undefined;
}

export interface PersonalizerResult {
  readonly templates: readonly StoredTemplate[];
  /** `llm` when at least one template is the model's own; each template says it for itself. */
  readonly source: 'llm' | 'built-in';
  /** Why a built-in template was taken where the model could have written one. */
  readonly notes: readonly string[];
}

interface Shown {
  readonly passages: readonly CitedRecord[];
  /** At which they are. */
  readonly now: Date;
}

interface Draft {
  readonly messages: readonly (DraftedVariant['messages'][number] & CitesPassages)[];
}

interface Drafted {
  readonly templates: readonly StoredTemplate[];
  readonly notes: readonly string[];
}

const MAX_OUTPUT_TOKENS = 4_000;
const TIMEOUT_MS = 45_000;

/**
 * The templates of a mission. Without a model, or where the model's text does not pass the same gates that every
 * message passes at send time, the built-in template of that step is taken: a mission always has its messages.
 */
export async function personalize(
  brief: MissionBrief,
  { llm, asked, documents }: PersonalizerPorts,
): Promise<PersonalizerResult> {
  const builtIn = planSequence(brief);
  if (!/^en\b/i.test(brief.language)) {
    // The evidence gate reads English: text that it cannot judge is not sent.
    return {
      templates: builtIn,
      source: 'built-in',
      notes: [`no templates in "${brief.language}" yet: English is used`],
    };
  }
  if (llm === undefined) return { templates: builtIn, source: 'built-in', notes: [] };
  const drafts = await Promise.all(
    brief.variants.map((variant) => draftVariant(variant, brief, builtIn, llm, { asked, documents })),
  );
  return whole(drafts);
}

/** Drafts that somebody else wrote, as `by`, judged like those of a model. */
export function acceptDrafts(
  brief: MissionBrief,
  drafts: readonly (DraftedVariant & { readonly variant: Variant })[],
  by: string,
): PersonalizerResult {
  const builtIn = planSequence(brief);
  const judged = brief.variants.map((variant): Drafted => {
    const planned = builtIn.filter((template) => template.variant === variant);
    const draft = drafts.find((each) => each.variant === variant);
    return draft
      ? accepted(planned, draft, by)
      : { templates: planned, notes: [`variant ${variant}: ${by} wrote none`] };
  });
  return whole(judged);
}

const whole = (drafts: readonly Drafted[]): PersonalizerResult => {
  const templates = drafts.flatMap((draft) => draft.templates);
  return {
    templates,
    source: templates.some(({ source }) => source === 'llm') ? 'llm' : 'built-in',
    notes: drafts.flatMap((draft) => draft.notes),
  };
};

const OWN = { schema: DraftedVariantSchema, schemaName: 'drafted_variant', system: SYSTEM_PROMPT };
const CITING = { schema: CitingVariantSchema, schemaName: 'citing_variant', system: CITING_PROMPT };

async function draftVariant(
  variant: Variant,
  brief: MissionBrief,
  builtIn: readonly StoredTemplate[],
  llm: LlmPort,
  { asked, documents }: Pick<PersonalizerPorts, 'asked' | 'documents'>,
): Promise<Drafted> {
  const planned = builtIn.filter((template) => template.variant === variant);
  try {
    const question = {
      ...asked,
      purpose: 'personalize',
      instructions: 'messages' as const,
      user: userPrompt(brief, planned, documents?.passages),
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      timeoutMs: TIMEOUT_MS,
    };
    const citing = documents && documents.passages.length > 0 ? documents : undefined;
    const { value, model } = citing
      ? await llm.complete({ ...question, ...CITING })
      : await llm.complete({ ...question, ...OWN });
    return accepted(planned, value, model, citing ? await citesFrom(citing) : NO_CITES);
  } catch (error) {
    if (!(error instanceof RexError) || error.code !== 'PROVIDER_UNAVAILABLE') throw error;
    return { templates: planned, notes: [`variant ${variant}: no draft from the model (${error.message})`] };
  }
}

/** What a message has from passages, or what is wrong with it. */
type CitesOf = (message: Draft['messages'][number]) => readonly Citation[] | string;
const NO_CITES: CitesOf = () => [];

/** Words of many languages, by which texts are compared: loaded for whoever cites something. */
async function citesFrom({ passages, now }: Shown): Promise<CitesOf> {
  const { citationsOf } = await import('./citations.ts');
  return (message) => citationsOf(message, passages, now);
}

function accepted(
  planned: readonly StoredTemplate[],
  draft: Draft,
  model: string,
  citesOf: CitesOf = NO_CITES,
): Drafted {
  const notes: string[] = [];
  const templates = planned.map((place): StoredTemplate => {
    const judged = judge(place, draft, model, citesOf);
    if (typeof judged !== 'string') {
      notes.push(
        ...lintNotes(judged.template).map(
          (note) => `variant ${place.variant}, step ${place.template.step}: ${note}`,
        ),
      );
      return judged;
    }
    notes.push(`variant ${place.variant}, step ${place.template.step}: built-in template, because ${judged}`);
    return place;
  });
  return { templates, notes };
}

/** The drafted template in its place, or the reason why it is refused. */
function judge(
  place: StoredTemplate,
  draft: Draft,
  model: string,
  citesOf: CitesOf,
): StoredTemplate | string {
  const { step, framework } = place.template;
  const message = draft.messages.find((candidate) => candidate.step === step);
  if (message === undefined) return 'the model wrote none';
  const cites = citesOf(message);
  if (typeof cites === 'string') return cites;
  const id = `llm-${place.variant}-${step}-${model}`.slice(0, 80);
  const parsed = MessageTemplateSchema.safeParse({
    subject: message.subject,
    paragraphs: message.paragraphs,
    ...(cites.length > 0 && { cites }),
    id,
    step,
    framework,
    requires: ['brandName'],
  });
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message: why }) => `${path.join('.')}: ${why}`).join('; ');
  const problem = checkTemplate(parsed.data);
  return problem === undefined ? { ...place, source: 'llm', template: parsed.data } : problem.detail;
}
