import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, by what was measured: begun last, one of them would run alone at the end. */
const SLOWEST: readonly string[] = [
  'test/faults/kill.test.ts',
  'test/integration/ninety-days.test.ts',
  'test/faults/faults.test.ts',
  'test/integration/api-contract.test.ts',
  'test/integration/quarter.test.ts',
  'test/browser/roles.test.ts',
  'test/integration/analytics.test.ts',
  'test/browser/pages.test.ts',
  'test/integration/seo-fix.test.ts',
  'test/faults/ses-outage.test.ts',
  'test/integration/operators-day.test.ts',
  'test/infra/build.test.ts',
  'test/integration/held-people.test.ts',
  'test/integration/sendgrid.test.ts',
  'test/integration/mission-control.test.ts',
  'test/infra/templates.test.ts',
  'test/integration/evidence.test.ts',
  'test/integration/resources.test.ts',
  'test/integration/live-updates.test.ts',
  'test/integration/invitations.test.ts',
  'test/faults/database.test.ts',
  'test/integration/injected-texts.data.test.ts',
  'test/integration/hands.test.ts',
  'test/integration/injected-story.data.test.ts',
  'test/simulation/simulation.test.ts',
  'test/integration/social-and-ads.test.ts',
  'test/faults/repeats.test.ts',
  'test/faults/dispatch.test.ts',
  'test/integration/language-model.test.ts',
  'test/integration/channels.test.ts',
  'test/integration/questions.test.ts',
  'test/integration/simulate-mission.test.ts',
  'test/integration/recommendations.test.ts',
  'test/simulation/tasks/tasks.test.ts',
  'shared/analytics/domain/anomalies.test.ts',
  'shared/quality/domain/function-words.data.test.ts',
  'shared/icp/domain/fit-model.test.ts',
  'shared/mail/domain/inbound.test.ts',
  'shared/leads/domain/look-alikes.test.ts',
];
const PROJECTS: readonly string[] = ['story', 'fault', 'contract', 'web', 'unit'];

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
