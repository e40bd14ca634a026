import { addMs, DAY } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { foundWork } from '../../../seats/app/carry-out.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { type Draft, type Made, type Source, turned, type Work } from '../../../seats/domain/work.ts';
import { APPEAL_DAYS, type Case, type Decision, type Party, type Registered } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { registrationProblems } from '../domain/registration-problems.ts';
import type { ArbiterDeps } from './deps.ts';
import { unknownOf } from './known-parties.ts';

/** @throws RexError VALIDATION_FAILED for what does not fit together, and for who or what is not there */
export async function registerConflict(
  deps: ArbiterDeps,
  { workspace, input, cause, now }: Asked<Registered>,
): Promise<Made> {
  const problems = registrationProblems(input);
  if (problems.length > 0) throw refusal(problems);
  const unknown = await unknownOf(deps, { workspace, subject: cause.actor.id }, input);
  if (unknown.length > 0) throw refusal(unknown);
  const { decisionId = null, dispute = null, resource = null, type, about, severity } = input;
  const parties = await groupsOf(deps, workspace, input.parties);
  const id = newId(arbiter.kinds.case.prefix, now);
  const challenged = decisionId === null ? [] : await challenge(deps, { workspace, decisionId, by: id, now });
  const made = caseOf({
    type,
    about,
    severity,
    severityBasis: 'Stated by the one who registered it.',
    resource,
    parties,
    dispute,
    decisionId,
  });
  return { ...made, work: { ...made.work, id }, beside: challenged };
}

/** A new case, and what the guilds are told of it. */
export function caseOf(
  of: Case,
  sources: readonly Source[] = [],
  dueAt?: string,
): Made & { readonly work: Draft } {
  const { type, severity, about, parties } = of;
  const work: Draft = {
    kind: 'case',
    title: about,
    result: of,
    sources: [...sourcesOf(parties), ...sources],
    dueAt,
  };
  const data = { type, severity, about, parties: parties.map(({ id }) => id) };
  return { work, tells: [{ name: 'CONFLICT_REGISTERED', data }] };
}

const sourcesOf = (parties: readonly Party[]): Source[] =>
  parties.flatMap(({ kind, id, wants }) =>
    kind === 'setting' ? [] : [{ kind, id, says: `It claims: ${wants}.` }],
  );

/** The parties with the groups in which they are counted: missions by their type. */
async function groupsOf(
  { missions }: ArbiterDeps,
  workspace: string,
  parties: Registered['parties'],
): Promise<Party[]> {
  const ids = parties.flatMap(({ kind, id }) => (kind === 'mission' ? [id] : []));
  const types = new Map(
    (await missions.getMany(workspace, ids)).flatMap((mission) =>
      mission ? [[mission.id, mission.type]] : [],
    ),
  );
  return parties.map((party) => ({ ...party, group: types.get(party.id) ?? party.id }));
}

/**
 * The decision and its case, as appealed. Who decides the appeal has 14 days again; after that the decision stands.
 * @throws RexError NOT_FOUND; CONFLICT after 14 days, or for one that cannot be appealed
 */
export async function challenge(
  deps: ArbiterDeps,
  {
    workspace,
    decisionId,
    by,
    now,
  }: {
    readonly workspace: string;
    readonly decisionId: string;
    /** The case that challenges it. */
    readonly by: string;
    readonly now: Date;
  },
): Promise<Work[]> {
  const decision = await foundWork(arbiter, deps, 'decision', workspace, decisionId);
  const of = decision.result as Decision;
  checkAppealable(decision, now);
  const conflict = await foundWork(arbiter, deps, 'case', workspace, of.caseId);
  return [
    {
      ...turned(arbiter, decision, 'appealed'),
      result: { ...of, challengedBy: [...(of.challengedBy ?? []), by] },
      dueAt: addMs(now, APPEAL_DAYS * DAY).toISOString(),
    },
    turned(arbiter, conflict, 'appealed'),
  ];
}

/** @throws RexError CONFLICT for a decision of more than 14 days ago that was not appealed in time */
export function checkAppealable({ id, state, result }: Work, now: Date): void {
  const { appealableUntil } = result as Decision;
  if (state !== 'appealed' && now.toISOString() > appealableUntil)
    throw new RexError(
      'CONFLICT',
      `${id} could be appealed for ${APPEAL_DAYS} days, until ${appealableUntil}. It is final.`,
    );
}
