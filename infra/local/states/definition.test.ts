import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../functions.ts';
import { assertValidLanguage, prepareDefinition } from './definition.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const PASS = { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } };

const machineOf = (first: object, more: object = {}, top: object = {}) =>
  JSON.stringify({ StartAt: 'First', States: { First: first, ...more }, ...top });
const taskWith = (fields: object) => machineOf({ Type: 'Task', Resource: FUNCTION, End: true, ...fields });
const mapWith = (fields: object) => machineOf({ Type: 'Map', ItemProcessor: PASS, End: true, ...fields });

describe('a definition that AWS would run differently or not at all is refused', () => {
  it.each([
    ['JSONata', machineOf({ Type: 'Pass', End: true }, {}, { QueryLanguage: 'JSONata' }), 'QueryLanguage'],
    ['JSONata in a state', machineOf({ Type: 'Pass', QueryLanguage: 'JSONata', End: true }), 'QueryLanguage'],
    ['Output', machineOf({ Type: 'Pass', Output: '{% 1 %}', End: true }), '"Output"'],
    ['variables', machineOf({ Type: 'Pass', Assign: { x: 1 }, End: true }), '"Assign"'],
    [
      'variables of a catcher',
      taskWith({ Catch: [{ ErrorEquals: ['X'], Next: 'First', Assign: {} }] }),
      '"Assign"',
    ],
    ['batches', mapWith({ ItemBatcher: { MaxItemsPerBatch: 2 } }), '"ItemBatcher"'],
    ['items of a bucket', mapWith({ ItemReader: {} }), '"ItemReader"'],
    ['tolerated failures', mapWith({ ToleratedFailureCount: 1 }), '"ToleratedFailureCount"'],
    [
      'a distributed Map',
      mapWith({
        ItemProcessor: { ...PASS, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
      }),
      'Mode',
    ],
    ['a misspelt field', taskWith({ Retry: [{ ErrorEquals: ['X'], MaxAttemps: 0 }] }), '"MaxAttemps"'],
    [
      'a misspelt field of the machine',
      machineOf({ Type: 'Pass', End: true }, {}, { TimoutSeconds: 1 }),
      '"TimoutSeconds"',
    ],
    [
      'a misspelt field of an inner machine',
      mapWith({ ItemProcessor: { ...PASS, Commnt: 'x' } }),
      '"Commnt"',
    ],
    [
      'a field of another type of state',
      machineOf({ Type: 'Pass', TimeoutSeconds: 1, End: true }),
      '"TimeoutSeconds"',
    ],
    [
      'a heartbeat of a function',
      taskWith({ HeartbeatSeconds: 5 }),
      'only a task that ends in .waitForTaskToken',
    ],
    [
      'a heartbeat that is longer than the task',
      taskWith({
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        HeartbeatSeconds: 9,
        TimeoutSeconds: 9,
      }),
      'less than TimeoutSeconds',
    ],
    ['jitter', taskWith({ Retry: [{ ErrorEquals: ['X'], JitterStrategy: 'HALF' }] }), 'JitterStrategy'],
    ['no attempts as a text', taskWith({ Retry: [{ ErrorEquals: ['X'], MaxAttempts: '0' }] }), 'MaxAttempts'],
    [
      'a path that cannot be looked up',
      machineOf({ Type: 'Wait', SecondsPath: '$.a[0]', End: true }),
      'plain path',
    ],
    ['a result that the interpreter would drop', machineOf({ Type: 'Pass', Result: 0, End: true }), 'Result'],
    ['an unknown type', machineOf({ Type: 'Loop', End: true }), 'Type'],
    [
      'two states of one name',
      mapWith({ ItemProcessor: { StartAt: 'First', States: { First: { Type: 'Pass', End: true } } } }),
      'Two states',
    ],
    ['a misspelt comparison', choiceText({ Variable: '$.a', NumericLesThan: 3 }), 'NumericLesThan'],
    [
      'two comparisons in one rule',
      choiceText({ Variable: '$.a', NumericLessThan: 3, NumericGreaterThan: 1 }),
      'Choices',
    ],
    [
      'a comparison with a value of another type',
      choiceText({ Variable: '$.a', NumericLessThan: '3' }),
      'NumericLessThan',
    ],
  ])('%s', (_, definition, named) => {
    expect(() => prepareDefinition(definition)).toThrow(named);
  });
});

it.each(globSync('statemachines/*.asl.json', { cwd: PROJECT_ROOT }))(
  '%s of this project is accepted',
  (file) => {
    const text = readFileSync(join(PROJECT_ROOT, file), 'utf8').replaceAll(/\$\{(\w+)\}/g, FUNCTION);
    expect(prepareDefinition(text).tasks.size).toBeGreaterThan(1);
  },
);

it('a definition that refers to a missing state is invalid', async () => {
  await expect(assertValidLanguage(machineOf({ Type: 'Pass', Next: 'Nowhere' }))).rejects.toThrow('Nowhere');
});

function choiceText(rule: object): string {
  return machineOf(
    { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    { Yes: { Type: 'Pass', Result: 'yes', End: true }, No: { Type: 'Pass', Result: 'no', End: true } },
  );
}

async function chooses(rule: object, input: StateMachineDefinition | object): Promise<unknown> {
  const { definition } = prepareDefinition(choiceText(rule));
  const machine = new StateMachine(definition as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  });
  return machine.run(JSON.parse(JSON.stringify(input))).result;
}

describe('a choice rule compares values of its own type only', () => {
  const at = '$.a';
  const noon = '2026-01-01T12:00:00Z';
  it.each([
    [{ Variable: at, NumericLessThan: 3 }, { a: 2 }, true],
    [{ Variable: at, NumericLessThan: 3 }, { a: '2' }, false],
    [{ Variable: at, NumericLessThan: 3 }, { a: null }, false],
    [{ Variable: at, NumericLessThanEquals: 3 }, { a: true }, false],
    [{ Variable: at, NumericGreaterThan: 3 }, { a: '4' }, false],
    [{ Variable: at, NumericGreaterThanEquals: 0 }, { a: [] }, false],
    [{ Variable: at, NumericLessThanPath: '$.b' }, { a: 2, b: 3 }, true],
    [{ Variable: at, NumericLessThanPath: '$.b' }, { a: 2, b: '3' }, false],
    [{ Variable: at, NumericEqualsPath: '$.b' }, { a: '3', b: '3' }, false],
    [{ Variable: at, StringLessThan: 'b' }, { a: 'a' }, true],
    [{ Variable: at, StringGreaterThan: '1' }, { a: 2 }, false],
    [{ Variable: at, StringLessThanPath: '$.b' }, { a: 'a', b: 5 }, false],
    [{ Variable: at, StringMatches: 'a*c' }, { a: 'abbc' }, true],
    [{ Variable: at, StringMatches: 'a?c' }, { a: 'abc' }, false],
    [{ Variable: at, StringMatches: 'a?c' }, { a: 'a?c' }, true],
    [{ Variable: at, StringMatches: '*' }, { a: 5 }, false],
    [{ Variable: at, TimestampLessThan: noon }, { a: '2026-01-01T13:00:00+02:00' }, true],
    [{ Variable: at, TimestampLessThan: noon }, { a: 5 }, false],
    [{ Variable: at, TimestampEquals: noon }, { a: 'noon' }, false],
    [{ Variable: at, BooleanEquals: true }, { a: true }, true],
    [{ Variable: at, BooleanEquals: true }, { a: 'true' }, false],
    [{ Variable: at, IsNull: false }, { a: 1 }, true],
    [{ Variable: at, IsPresent: false }, {}, true],
    [{ Variable: at, IsPresent: false }, { a: null }, false],
    [{ Variable: at, IsNumeric: false }, { a: '1' }, true],
    [{ Not: { Variable: at, NumericLessThan: 3 } }, { a: '2' }, true],
    [
      {
        Or: [
          { Variable: at, NumericLessThan: 3 },
          { Variable: at, StringEquals: '2' },
        ],
      },
      { a: '2' },
      true,
    ],
    [
      {
        And: [
          { Variable: at, IsPresent: true },
          { Variable: at, NumericLessThan: 3 },
        ],
      },
      {},
      false,
    ],
  ])('%j on %j: %s', async (rule, input, expected) => {
    expect(await chooses(rule, input)).toBe(expected ? 'yes' : 'no');
  });
});
