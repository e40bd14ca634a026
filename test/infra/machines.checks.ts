import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../infra/functions.ts';
import type { Synthesis } from './synthesis.ts';

export function checkMachines({ ofType }: Synthesis): void {
  const files = globSync('statemachines/*.asl.json', { cwd: PROJECT_ROOT });
  const PLACEHOLDER = /\$\{(\w+)\}/g;
  /** What CloudFormation would put there: the validator reads the file as it is after that. */
  const SOME_FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:step';

  describe('state machines', () => {
    it('are there to be checked', () => {
      expect(files.map((file) => basename(file))).toContain('mission.asl.json');
    });

    it.each(files)('%s is valid Amazon States Language', (file) => {
      const definition = JSON.parse(
        readFileSync(join(PROJECT_ROOT, file), 'utf8').replaceAll(PLACEHOLDER, SOME_FUNCTION),
      );
      expect(Object.keys(definition.States).length).toBeGreaterThan(1);
      const { isValid, errors } = aslValidator(definition);
      expect(errors).toEqual([]);
      expect(isValid).toBe(true);
    });

    it('the check refuses a machine that leads nowhere', () => {
      const dangling = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } };
      expect(aslValidator(dangling).isValid).toBe(false);
    });
  });

  const DEPLOYED = [
    { name: 'rex-mission', steps: /^stepsmission/, role: 'MissionMachineRole' },
    { name: 'rex-domain-provisioning', steps: /^stepsdomainprovisioning/, role: 'ProvisioningMachineRole' },
  ];

  it('every machine of the folder is deployed', () => {
    const names = ofType('AWS::StepFunctions::StateMachine').map(
      ({ properties }) => properties.StateMachineName,
    );
    expect(names.sort()).toEqual(DEPLOYED.map(({ name }) => name).sort());
    expect(files).toHaveLength(DEPLOYED.length);
  });

  describe.each(DEPLOYED)('the deployed machine $name', ({ name, steps, role }) => {
    const { properties } = ofType('AWS::StepFunctions::StateMachine').find(
      (each) => each.properties.StateMachineName === name,
    )!;

    it('has its definition inline, and a function for every placeholder in it', () => {
      const named = [...properties.DefinitionString.matchAll(PLACEHOLDER)].map(
        ([, placeholder]) => placeholder,
      );
      expect(named.length).toBeGreaterThan(0);
      expect([...new Set(named)].sort()).toEqual(Object.keys(properties.DefinitionSubstitutions).sort());
      for (const target of Object.values(properties.DefinitionSubstitutions)) {
        expect(target).toEqual({ 'Fn::GetAtt': [expect.stringMatching(steps), 'Arn'] });
      }
    });

    it('may invoke these functions and nothing else', () => {
      const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith(role));
      const invoke = policies
        .flatMap((policy) => policy.properties.PolicyDocument.Statement)
        .filter(({ Action }) => JSON.stringify(Action).includes('lambda:'));
      expect(invoke).toHaveLength(1);
      expect(invoke[0].Action).toBe('lambda:InvokeFunction');
      expect(new Set(invoke[0].Resource)).toEqual(new Set(Object.values(properties.DefinitionSubstitutions)));
    });

    it('is standard, traced, and logs every step without its data', () => {
      expect(properties).toMatchObject({
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      });
    });
  });
}
