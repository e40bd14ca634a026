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

  describe('the deployed mission machine', () => {
    const [machine, ...others] = ofType('AWS::StepFunctions::StateMachine');
    const { properties } = machine!;

    it('has its definition inline, and a function for every placeholder in it', () => {
      expect(others).toEqual([]);
      const named = [...properties.DefinitionString.matchAll(PLACEHOLDER)].map(([, name]) => name);
      expect(named.length).toBeGreaterThan(0);
      expect([...new Set(named)].sort()).toEqual(Object.keys(properties.DefinitionSubstitutions).sort());
      for (const target of Object.values(properties.DefinitionSubstitutions)) {
        expect(target).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^stepsmission/), 'Arn'] });
      }
    });

    it('may invoke these functions and nothing else', () => {
      const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith('MissionMachineRole'));
      const invoke = policies
        .flatMap((policy) => policy.properties.PolicyDocument.Statement)
        .filter(({ Action }) => JSON.stringify(Action).includes('lambda:'));
      expect(invoke).toHaveLength(1);
      expect(invoke[0].Action).toBe('lambda:InvokeFunction');
      expect(new Set(invoke[0].Resource)).toEqual(new Set(Object.values(properties.DefinitionSubstitutions)));
    });

    it('is standard, traced, and logs every step without its data', () => {
      expect(properties).toMatchObject({
        StateMachineName: 'rex-mission',
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      });
    });
  });
}
