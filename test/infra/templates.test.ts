import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { checkConsole } from './console.checks.ts';
import { checkData } from './data.checks.ts';
import { checkFunctions } from './functions.checks.ts';
import { checkHttp } from './http.checks.ts';
import { checkMachines } from './machines.checks.ts';
import { checkMail } from './mail.checks.ts';
import { checkPassageVectors } from './passage-vectors.checks.ts';
import { checkPermissions } from './permissions.checks.ts';
import { checkQueues } from './queues.checks.ts';
import { checkShield } from './shield.checks.ts';
import { synthesizeForTest } from './synthesis.ts';
import { checkSystemMail } from './system-mail.checks.ts';

/** Synthesized once for all: it takes longer than everything that is asserted of it. */
/** The address that Rex itself writes from. */
const systemMailFrom = 'rex@system.example';
const synthesis = synthesizeForTest({ systemMailFrom });
const shielded = synthesizeForTest({ shield: 'true' });
/** As the local runtime has them: it serves the console's files itself. */
const local = synthesizeForTest({ systemMailFrom }, { console: false });
const vectors = synthesizeForTest({ knowledgeEngine: 's3vectors', knowledgeDimensions: '3' });

checkQueues(synthesis);
checkData(synthesis);
checkHttp(synthesis);
checkConsole(synthesis);
checkFunctions(synthesis);
checkMachines(synthesis);
checkMail(synthesis);
checkSystemMail(synthesis, shielded, systemMailFrom);
checkShield(shielded);
checkPassageVectors(vectors, synthesis);
checkPermissions(local);

describe('cdk-nag', () => {
  it('has no open findings by the AwsSolutions rules', () => {
    const reports = [synthesis, shielded, vectors].map(({ app }) =>
      new AwsSolutionsChecks(app).validateScope(app),
    );
    const violations = reports.flatMap((report) => report.violations);
    expect(
      violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
    ).toEqual([]);
  });

  it('finds what is wrong', () => {
    const stack = new Stack();
    new Bucket(stack, 'Open');
    const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-S10');
  });
});
