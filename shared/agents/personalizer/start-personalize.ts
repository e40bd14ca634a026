import { bookingUrlWith } from '../../channels/domain/booking-url.ts';
import { BOOKING_TOKEN_PLACEHOLDER } from '../../content/domain/booking-token.ts';
import { builtInTexts } from '../../content/domain/short-texts.ts';
import { StepSchema } from '../../content/domain/template.ts';
import {
  type AskExternalAgentsDeps,
  askExternalAgents,
  type ExternalResult,
} from '../../coordination/app/ask-external-agents.ts';
import { askModel } from '../../coordination/app/ask-model.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import { DAY, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type CitedRecord, passagesForCustomers } from '../../knowledge/app/passages-for-customers.ts';
import type { PassageIndex } from '../../knowledge/app/ports/knowledge.ts';
import { isInstructionLike } from '../../leads/domain/instruction-like.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import type { LlmJobs } from '../../llm/app/ports/llm-jobs.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import { isSelected, type ScoredPage } from '../../missions/domain/audience.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { SendTimeStore } from '../../sending/app/ports/send-times.ts';
import { type ChannelCounts, replyRates } from '../../sending/domain/reply-rates.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { asOfDate } from '../reviver/reviver.ts';
import type { MissionBrief } from './brief.ts';
import {
  EXTERNAL_WORK,
  personalizeAnswerSchema,
  personalizeQuestion,
  personalizeTask,
} from './external-work.ts';
import { type GateDeps, gateTemplates } from './gate-templates.ts';
import { acceptDrafts, type PersonalizerResult, personalize } from './personalizer.ts';

const MONTH_MS = 30.44 * DAY;

export interface PersonalizeDeps extends StepDeps, GateDeps {
  readonly workspaces: WorkspaceStore;
  readonly contents: ContentStore;
  readonly sendTimes: SendTimeStore;
}

/** What asks external agents, what a step needs, and the models. */
export interface StartPersonalizeDeps extends AskExternalAgentsDeps, GateDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly workspaces: WorkspaceStore;
  readonly contents: ContentStore;
  readonly sendTimes: SendTimeStore;
  readonly llm?: LlmPort | undefined;
  /** What asks a model in the background, where that can be done. */
  readonly background?: LlmJobs | undefined;
  /** Opened for a model that is asked at once: nobody else is shown what documents say. */
  readonly passages: () => Promise<PassageIndex>;
}

/** Templates come from an external agent if one is registered and answers in time, else from the model, else built in. */
export function startPersonalize(
  deps: StartPersonalizeDeps,
  mission: OutreachMission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId, correlationId } = mission;
  return personalizeBy(deps, mission, step, async (brief, settings) => {
    const asked = await askExternalAgents(
      deps,
      { workspace, missionId, step: 'personalize', correlationId },
      () => ({
        task: personalizeTask(brief, settings.llm.instructions.messages),
        // Before the assignment is offered: a fast agent must not find a step without parts.
        prepare: () => expectParts(deps, step, 1),
      }),
    );
    if (asked === 'waiting') return 'waiting';
    if (asked !== 'own') return byExternalAgent(brief, asked);
    const { llm, background } = deps;
    if (background && settings.llm.background) {
      const ref = { workspace, missionId, step: 'personalize', correlationId } as const;
      const prepare = () => expectParts(deps, step, 1);
      if (
        await askModel(
          { ...deps, jobs: background, work: EXTERNAL_WORK },
          ref,
          personalizeQuestion(brief),
          prepare,
        )
      )
        return 'waiting';
    }
    if (!llm) return personalize(brief, { asked: { workspace, missionId } });
    const passages = await passagesFor(await deps.passages(), workspace, brief);
    return personalize(brief, {
      asked: { workspace, missionId },
      llm,
      documents: { passages, now: deps.clock.now() },
    });
  });
}

/** So many passages are more than the messages of a mission can state. */
const PASSAGES = 5;

/** What looks like an instruction to a machine was planted, and is not shown. */
async function passagesFor(
  index: PassageIndex,
  workspace: string,
  { offer, goal }: MissionBrief,
): Promise<CitedRecord[]> {
  const found = await passagesForCustomers(index, { workspace, text: offer ?? goal, limit: PASSAGES });
  return found.filter(({ text }) => !isInstructionLike(text));
}

/** What an external agent has written, judged like the text of a model. */
export const byExternalAgent = (brief: MissionBrief, { result, by }: ExternalResult): PersonalizerResult =>
  acceptDrafts(brief, personalizeAnswerSchema.parse(result).variants, by);

/** The templates of the mission: written once, whoever writes them, and approved later. */
export async function personalizeBy(
  deps: PersonalizeDeps,
  mission: OutreachMission,
  step: StepRecord,
  write: (brief: MissionBrief, settings: Settings) => Promise<PersonalizerResult | 'waiting'>,
): Promise<void> {
  const { workspace, id, params } = mission;
  const record = await deps.workspaces.get(workspace);
  const domain = mission.reservation?.domain;
  if (!record || !domain) throw new RexError('CONFLICT', 'The mission has no settings or no sending domain.');
  if (!(await deps.contents.get(workspace, id))) {
    const { settings } = record;
    const brief: MissionBrief = {
      goal: params.goal,
      brandName: settings.brandName,
      tone: 'friendly and plain',
      offer: params.offer,
      language: 'en',
      steps: StepSchema.parse(params.steps),
      // Variants were assigned before, perhaps under other settings.
      variants: [...VARIANTS],
      audience: audienceOf(await deps.missions.scoredPages(workspace, id), mission),
    };
    const written = await write(brief, settings);
    if (written === 'waiting') return;
    const brand = {
      brandName: settings.brandName,
      senderName: settings.senderName,
      postalAddress: settings.postalAddress,
      website: settings.website,
      offer: params.offer,
      bookingUrl: bookingUrlOf(settings),
    };
    const gated = await gateTemplates(deps, { workspace, quality: settings.quality, brand }, written);
    await deps.contents.put(workspace, id, {
      version: 1,
      source: gated.source,
      notes: [...gated.notes],
      templates: [...gated.templates],
      ...(gated.quality && { quality: gated.quality }),
      brand,
      brandObservedOn: utcDay(deps.clock.now()),
      from: {
        name: `${settings.senderName}, ${settings.brandName}`,
        address: `${mission.reservation?.inbox ?? settings.senderLocalPart}@${domain}`,
      },
      replyDomain: `reply.${domain}`,
      ...channelsOf(settings, (await deps.sendTimes.get(workspace))?.channels ?? {}),
    });
  }
  await expectParts(deps, step, 0);
}

/** Each message has a token of its own in it, by which a booking is known as its effect. */
function bookingUrlOf({ calendar: { service, bookingUrl } }: Settings): string | undefined {
  if (service === 'none' || bookingUrl === undefined) return undefined;
  return bookingUrlWith(service, bookingUrl, BOOKING_TOKEN_PLACEHOLDER);
}

/** Only where a step may use another channel than e-mail. */
const channelsOf = ({ channels }: Settings, counts: ChannelCounts): Pick<MissionContent, 'channels'> =>
  channels.steps.some((step) => step.some((channel) => channel !== 'email'))
    ? { channels: { settings: channels, replyRates: replyRates(counts), texts: builtInTexts() } }
    : {};

/** Totals of the selected leads: all that a model is told about them. */
function audienceOf(pages: readonly ScoredPage[], mission: OutreachMission): MissionBrief['audience'] {
  const selected = pages.flatMap((page) => page.leads).filter(isSelected);
  const silentMonths = selected
    .flatMap(({ purchases }) => purchases ?? [])
    .map(({ lastOn }) => (asOfDate(mission).getTime() - Date.parse(lastOn)) / MONTH_MS)
    .toSorted((a, b) => a - b);
  const median = silentMonths[Math.floor(silentMonths.length / 2)];
  return {
    leads: selected.length,
    withPurchases: silentMonths.length,
    ...(median === undefined ? {} : { medianSilentMonths: Math.round(median * 10) / 10 }),
  };
}
