import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../../test/memory/rex.ts';
import { openMemory } from '../../../../test/memory/tables.ts';
import type { ClaimsRule } from '../../../fairness/domain/claims.ts';
import { withMembers } from '../../../members/domain/membership.ts';
import { seatStores } from '../../../seats/adapters/stores.ts';
import { carryOut } from '../../../seats/app/carry-out.ts';
import type { Proposal } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { acts } from './work.ts';

const FILE = new URL('../../../../../shared/data/fair_division/claims_problems_worked.json', import.meta.url);
interface Worked {
  readonly name: string;
  readonly estate: number;
  readonly claims: readonly number[];
  readonly awards: Readonly<Record<string, readonly number[]>>;
}
const worked: Worked[] = existsSync(FILE)
  ? JSON.parse(readFileSync(FILE, 'utf8')).map(
      ({ name, estate, claims, ...awards }: Record<string, unknown>) => ({
        name,
        estate,
        claims,
        awards,
      }),
    )
  : [];
const IN_FILE: Readonly<Record<ClaimsRule, string>> = {
  proportional: 'proportional',
  constrainedEqualAwards: 'constrained_equal_awards',
  constrainedEqualLosses: 'constrained_equal_losses',
  talmud: 'talmud',
};

describe.skipIf(worked.length === 0)('the published problems, from the conflict to the proposal', () => {
  it.each(worked.map((problem) => [problem.name, problem] as const))('%s', async (_, problem) => {
    const { estate, claims, awards } = problem;
    const deps = { ...openRex().ports, ...seatStores(openMemory(), 'arbiter') };
    const since = deps.clock.now().toISOString();
    const heirs = claims.map((__, n) => ({
      workspace: WORKSPACE,
      version: 1,
      subject: `heir-${n}`,
      role: 'viewer' as const,
      state: 'active' as const,
      from: 'member' as const,
      since,
    }));
    await deps.memberships.save(withMembers(await deps.memberships.team(WORKSPACE), heirs), []);
    const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
    const act = (name: string, input: object) =>
      carryOut(arbiter, acts, deps, { act: name, workspace: WORKSPACE, input, cause });
    const { id: caseId } = await act('registerConflict', {
      type: 'resource_allocation',
      about: problem.name,
      severity: 'medium',
      parties: claims.map((claim, n) => ({ kind: 'person', id: `heir-${n}`, wants: String(claim) })),
      dispute: { kind: 'claims', of: 'the estate', estate, claims, whole: false },
    });
    await act('analyzeConflict', { caseId });
    const { options } = (await act('proposeResolution', { caseId })).result as Proposal;
    expect(options).toHaveLength(4);
    for (const { key, shares } of options) {
      const expected = awards[IN_FILE[key as ClaimsRule]] ?? [];
      expect(shares).toHaveLength(expected.length);
      for (const [n, { share }] of shares.entries()) expect(Number(share)).toBeCloseTo(expected[n] ?? 0, 5);
    }
  });
});
