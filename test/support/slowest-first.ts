import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, by what was measured: begun last, one of them would run alone at the end. */
const SLOWEST: readonly string[] = [
  'test/faults/faults.test.ts',
  'test/faults/kill.test.ts',
  'test/integration/ninety-days.test.ts',
  'test/faults/repeats.test.ts',
  'test/integration/language-model.test.ts',
  'test/faults/database.test.ts',
  'test/integration/recommendations.test.ts',
  'test/faults/ses-outage.test.ts',
  'test/simulation/simulation.test.ts',
  'test/integration/mission-control.test.ts',
  'test/integration/api-contract.test.ts',
  'test/integration/resources.test.ts',
  'test/integration/channels.test.ts',
  'test/infra/build.test.ts',
  'test/integration/simulate-mission.test.ts',
  'test/integration/main-job.test.ts',
  'shared/analytics/domain/anomalies.test.ts',
  'shared/icp/domain/fit-model.test.ts',
  'shared/mail/domain/inbound.test.ts',
  'shared/leads/domain/look-alikes.test.ts',
];
const PROJECTS: readonly string[] = ['story', 'fault', 'contract', 'unit'];

/**
 * The slowest files of a whole Rex first, then those of one project after those of another, the slowest first: they share
 * workers, and a new worker loads everything anew.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const place = SLOWEST.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      const isWholeRex = project.name === 'story' || project.name === 'fault';
      if (place >= 0 && isWholeRex) return place;
      const behind = (PROJECTS.indexOf(project.name) + 1) * (SLOWEST.length + 1);
      return behind + (place >= 0 ? place : SLOWEST.length);
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
