import type { z } from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { foundWork } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { type Made, type Source, turned } from '../../../seats/domain/work.ts';
import type {
  Analysis,
  analyzeInputSchema,
  Case,
  caseInputSchema,
  Figures,
  proposalSchema,
} from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { causesOf } from '../domain/causes.ts';
import { figureProblems } from '../domain/registration-problems.ts';
import { resolve } from '../domain/resolve.ts';
import type { ArbiterDeps } from './deps.ts';
import { readDispute } from './read-dispute.ts';
import { holdersOf, hoursSince } from './read-waits.ts';

type CaseInput = z.output<typeof caseInputSchema>;

/**
 * Reads who holds what, and who waits; the case keeps in numbers what it is about.
 * @throws RexError VALIDATION_FAILED for numbers that do not fit the parties, or where the records say them
 */
export async function analyzeConflict(
  deps: ArbiterDeps,
  { workspace, input, cause, now }: Asked<z.output<typeof analyzeInputSchema>>,
): Promise<Made> {
  const conflict = await foundWork(arbiter, deps, 'case', workspace, input.caseId);
  const analyzed = turned(arbiter, conflict, 'analyzed');
  const of = withFigures(conflict.result as Case, input.dispute);
  const { dispute, missions, waits, pool } = await readDispute(deps, workspace, of, now);
  const holders = of.resource === null ? [] : await holdersOf(deps, pool, of.resource, now);
  const analysis: Analysis = {
    caseId: conflict.id,
    causes: causesOf({ ...of, dispute }, { waits, holders, now }),
    holders,
    waits: waits.map(({ id, since }) => ({ id, since, hours: hoursSince(since, now) })),
    dispute,
  };
  const named = of.parties.filter(({ kind }) => kind === 'mission').length;
  return {
    work: {
      kind: 'analysis',
      title: `Why: ${conflict.title}`,
      result: analysis,
      sources: [
        { kind: 'work', id: conflict.id, says: conflict.title },
        ...(input.dispute
          ? [{ kind: 'person', id: cause.actor.id, says: 'Said in numbers what is claimed.' } as const]
          : []),
        ...missions.map(
          ({ id, name, state }): Source => ({ kind: 'mission', id, says: `${name} is ${state}.` }),
        ),
        ...holders.map(
          ({ resource, holder, until }): Source => ({
            kind: 'mission',
            id: holder,
            says: `It holds ${resource} until ${until}.`,
          }),
        ),
      ],
      ...(named > 0 && {
        confidence: confidenceOf(
          missions.length / named,
          `${missions.length} of ${named} missions that are parties are there and have not ended.`,
        ),
      }),
    },
    beside: [{ ...analyzed, result: { ...of, dispute } }],
  };
}

function withFigures(of: Case, dispute: Figures | undefined): Case {
  if (!dispute) return of;
  if (of.resource !== null)
    throw refusal([
      { path: 'body.dispute', message: `is what the records say of ${of.resource}: leave it out` },
    ]);
  const problems = figureProblems(dispute, of.parties);
  if (problems.length > 0) throw refusal(problems);
  return { ...of, dispute };
}

/** @throws RexError CONFLICT where nothing says in numbers what the case is about */
export async function proposeResolution(
  deps: ArbiterDeps,
  { workspace, input, now }: Asked<CaseInput>,
): Promise<Made> {
  const conflict = await foundWork(arbiter, deps, 'case', workspace, input.caseId);
  const proposed = turned(arbiter, conflict, 'proposed');
  const { dispute, parties } = conflict.result as Case;
  if (dispute === null)
    throw new RexError(
      'CONFLICT',
      `${conflict.id} does not say in numbers what each party claims. Analyse it again with a dispute: claims, or a choice.`,
    );
  const id = newId(arbiter.kinds.proposal.prefix, now);
  const proposal: z.infer<typeof proposalSchema> = { caseId: conflict.id, ...resolve(dispute, parties) };
  const fairest = proposal.options.find(({ key }) => key === proposal.recommended);
  return {
    work: {
      kind: 'proposal',
      id,
      title: `${proposal.options.length} ways to settle: ${conflict.title}`,
      result: proposal,
      sources: [{ kind: 'work', id: conflict.id, says: `${conflict.title}: as analysed.` }],
      ...(fairest?.fairness != null && {
        confidence: confidenceOf(fairest.fairness, `${fairest.fairnessBasis}, of the fairest.`),
      }),
    },
    beside: [{ ...proposed, result: { ...conflict.result, proposalId: id } }],
  };
}
