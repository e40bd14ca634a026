import type * as z from 'zod';
import { addMs, DAY } from '../../../kernel/clock.ts';
import { oneLine } from '../../../kernel/contract/common.ts';
import { RexError } from '../../../kernel/errors.ts';
import { REX } from '../../../kernel/events.ts';
import { recordFindings } from '../../../recommendations/app/record-findings.ts';
import { requestChange } from '../../../recommendations/app/request-change.ts';
import { applyChange } from '../../../recommendations/domain/apply-change.ts';
import {
  type Finding,
  isSilent,
  recommendationIdOf,
  SILENT_DAYS,
} from '../../../recommendations/domain/recommendation.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import { type SettingChange, settingChangeSchema } from '../../../workspaces/contract/setting-change.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import type { Mentoring, mentorInputSchema } from '../contract/schemas.ts';
import { cognition } from '../contract/seat.ts';
import { countsOf, type Known, likelyMost } from '../domain/evidence.ts';
import { MENTORED } from '../domain/mentored.ts';
import type { CognitionDeps } from './deps.ts';
import { sourceOf, standing } from './read-works.ts';

const TITLE = 120;
/** A person has a week to decide; it is looked up every day. */
const LOOKED_UP_AFTER_MS = DAY;

/**
 * Proposes a change of a setting. It is written first, and recommended by its review; a person decides its approval.
 * @throws RexError VALIDATION_FAILED for a value that the setting does not take; CONFLICT where no mission shows it
 */
export async function provideMentoring(
  deps: CognitionDeps,
  { workspace, input, now }: Asked<z.output<typeof mentorInputSchema>>,
): Promise<Made> {
  const { setting, to, advice } = input;
  const [rests, record] = await Promise.all([
    standing(deps, workspace, input.learnings),
    deps.workspaces.get(workspace),
  ]);
  if (!record) throw new RexError('CONFLICT', 'The workspace has no settings.');
  const change = changeOf(record.settings, setting, to);
  const missionId = rests.flatMap(({ known }) => missionIn(known))[0];
  if (missionId === undefined) {
    throw new RexError(
      'CONFLICT',
      'None of these learnings comes from a mission, and a change is recommended by what a mission showed.',
    );
  }
  const counts = countsOf(rests.map(({ known }) => known));
  const { agent } = MENTORED[setting];
  const result: Mentoring = {
    agent,
    advice,
    learnings: rests.map(({ work }) => work.id),
    missionId,
    change,
    recommendationId: null,
    approvalId: null,
    says: 'It is about to be recommended.',
  };
  return {
    work: {
      kind: 'mentoring',
      title: oneLine(`${agent}: ${advice}`, TITLE),
      result,
      sources: rests.map(({ work }) => sourceOf(work)),
      confidence: confidenceOf(
        likelyMost(counts),
        `How likely most cases bear it out, by ${counts.successes} of ${counts.trials}.`,
      ),
      dueAt: now.toISOString(),
    },
  };
}

const missionIn = ({ result: { source } }: Known): string[] => (source.kind === 'mission' ? [source.id] : []);

/** @throws RexError VALIDATION_FAILED */
function changeOf(settings: Settings, setting: keyof typeof MENTORED, to: unknown): SettingChange {
  const from = setting.split('.').reduce<unknown>((value, name) => Object(value)[name], settings);
  const refuse = (message: string): never => {
    throw new RexError('VALIDATION_FAILED', `${setting} does not take this value.`, {
      fields: [{ path: 'body.to', message }],
    });
  };
  const { data, error } = settingChangeSchema.safeParse({ setting, from, to });
  if (!data) return refuse(error.issues.map(({ message }) => message).join(' '));
  if (JSON.stringify(from) === JSON.stringify(to)) return refuse('is what it is already');
  const applied = applyChange(settings, data);
  return applied.ok ? data : refuse(applied.reason);
}

/** Recommends what was proposed, and looks up what became of it. A repeat finds the recommendation that is there. */
export async function reviewMentoring(deps: CognitionDeps, due: Due): Promise<Made> {
  return { work: due.work.state === 'proposed' ? await propose(deps, due) : await lookUp(deps, due) };
}

async function propose(deps: CognitionDeps, { workspace, work, now, correlationId }: Due): Promise<Work> {
  const { change, advice, missionId } = work.result as unknown as Mentoring;
  const finding: Finding = {
    kind: MENTORED[change.setting as keyof typeof MENTORED].kind,
    cause: `mentoring ${change.setting}`,
    sentence: advice,
    evidence: work.confidence?.basis ?? '',
    change,
  };
  const id = recommendationIdOf(finding);
  const waits = await whyNot(deps, workspace, finding, now);
  if (waits !== undefined) return told(turned(cognition, work, 'refused'), { says: waits });
  await recordFindings(deps.recommendations, [finding], { workspace, missionId, now }, correlationId);
  try {
    const cause = { actor: REX, correlationId };
    const { approvalId = null } = await requestChange(deps, { workspace, id, cause });
    const says = 'A person decides its approval.';
    return told(turned(cognition, work, 'asked'), { recommendationId: id, approvalId, says }, later(now));
  } catch (error) {
    if (!(error instanceof RexError) || !['CONFLICT', 'NOT_FOUND'].includes(error.code)) throw error;
    return told(turned(cognition, work, 'refused'), { says: error.message });
  }
}

/** Why no change of this setting is recommended now; undefined where one is, or where this one was before. */
async function whyNot(
  { recommendations }: CognitionDeps,
  workspace: string,
  finding: Finding,
  now: Date,
): Promise<string | undefined> {
  const { latest } = await recommendations.ofCause(workspace, finding.kind, finding.cause);
  if (!latest || latest.id === recommendationIdOf(finding)) return undefined;
  const { setting } = finding.change;
  if (latest.state === 'requested')
    return `Another change of ${setting} waits for a person: decide its approval ${latest.approvalId} first, and propose this one again.`;
  if (!isSilent(latest, now)) return undefined;
  return (
    `A person has dismissed a change of ${setting} on ${latest.settledAt?.slice(0, 10)}, and for ${SILENT_DAYS} days no other is ` +
    'recommended: change it in the settings, or propose this one again after that.'
  );
}

async function lookUp(deps: CognitionDeps, { workspace, work, now }: Due): Promise<Work> {
  const { recommendationId } = work.result as unknown as Mentoring;
  const found = await deps.recommendations.get(workspace, recommendationId ?? '');
  if (found?.state === 'requested') return told(work, {}, later(now));
  const isApplied = found?.state === 'applied';
  const says = `The recommendation is ${found?.state ?? 'gone'}. ${found?.reason ?? ''}`.trim();
  return told(turned(cognition, work, isApplied ? 'applied' : 'dismissed'), { says });
}

const later = (now: Date): string => addMs(now, LOOKED_UP_AFTER_MS).toISOString();

function told({ dueAt: _, ...work }: Work, change: Partial<Mentoring>, dueAt?: string): Work {
  return { ...work, result: { ...work.result, ...change }, ...(dueAt !== undefined && { dueAt }) };
}
