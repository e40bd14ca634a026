import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { functionEntries, PROJECT_ROOT } from '../../infra/functions.ts';

/**
 * What each function may come to ask of AWS, read from its sources: the modules in its bundle are cut into functions
 * and methods, and those that can be reached by name from the entry are searched for commands of the SDK.
 *
 * A method counts as reached when `<name>.<method>` is written where code is reached, and `<name>` is one that objects
 * of the class are known by anywhere (`missions: new DynamoMissionStore(...)`). Names that two classes share make it see
 * too much; an object that goes by another name than any of its class makes it see too little. It is no proof, then:
 * what tests do is decided by the local endpoint, and this is for the paths that they do not take.
 */
export async function permissionNeeds(): Promise<Map<string, Map<string, string>>> {
  const entries = functionEntries();
  const { metafile } = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: entries.map(({ id, file }) => ({ in: file, out: id })),
    outdir: join(PROJECT_ROOT, '.build/needs'),
    write: false,
    metafile: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  const units = new Map<string, readonly Unit[]>();
  const names = new Map<string, Set<string>>();
  const texts = Object.keys(metafile.inputs).map((file) => {
    const text = readFileSync(join(PROJECT_ROOT, file), 'utf8')
      .replaceAll(COMMENTS, '')
      .replaceAll(IMPORTS, '');
    units.set(file, unitsOf(text, file));
    for (const [, name = '', className = ''] of text.matchAll(NAMED_OBJECT)) addTo(names, className, name);
    return text;
  });
  for (const [, className = '', ports = ''] of texts.join('\n').matchAll(IMPLEMENTS)) {
    for (const port of ports.split(/\W+/))
      for (const name of names.get(port) ?? []) addTo(names, className, name);
  }
  const makers = Map.groupBy(
    [...units.values()].flat().filter(({ name }) => name.startsWith('open')),
    ({ name }) => name,
  );
  for (const [, name = '', maker = ''] of texts.join('\n').matchAll(MADE_OBJECT)) {
    for (const { text } of makers.get(maker) ?? [])
      for (const [, className = ''] of text.matchAll(/new ([A-Z]\w+)\(/g)) addTo(names, className, name);
  }
  const needs = new Map<string, Map<string, string>>();
  for (const [output, { inputs, entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint === undefined) continue;
    const files = Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0);
    const inBundle = files.flatMap((file) => units.get(file) ?? []);
    needs.set(basename(output, '.js'), needsOf(inBundle, entryPoint, names));
  }
  return needs;
}

/** A function, a method, or what a module does when it is loaded. */
interface Unit {
  readonly file: string;
  readonly className: string | undefined;
  readonly name: string;
  readonly text: string;
}

const COMMENTS = /^\s*(?:\/\/.*|\/\*[\s\S]*?\*\/)$/gm;
/** `missions: new DynamoMissionStore(`, `const records = new RecordTable(`, `private readonly records: RecordTable;` */
const NAMED_OBJECT = /\b(\w+)\s*(?:=|:|\?:)\s*(?:await\s+)?(?:new\s+)?([A-Z]\w+)\b/g;
/** `const deps = openGateway()` */
const MADE_OBJECT = /\b(\w+)\s*[:=]\s*(?:await\s+)?(open\w+)\(/g;
const IMPLEMENTS = /\bclass (\w+).* implements ([\w, ]+)/g;
/** Operations of a contract are called as the use cases that carry them out. */
const KEYS = /^\s*\w+:/gm;
const IMPORTS = /^(?:import|export type) [\s\S]*?;$/gm;
const FUNCTION = /^(?:export )?(?:async )?(?:function\*?|const|class) (\w+)/;
const METHOD = /^ {2}(?:(?:private|static|async|readonly|get|override) |\*)*(#?\w+)(?:<.*>)?\(/;

function unitsOf(text: string, file: string): Unit[] {
  const units: { className: string | undefined; name: string; lines: string[] }[] = [];
  let className: string | undefined;
  let current = { className, name: '', lines: [] as string[] };
  units.push(current);
  for (const line of text.split('\n')) {
    const top = FUNCTION.exec(line);
    const method = className === undefined ? undefined : METHOD.exec(line)?.[1];
    if (top?.[1] !== undefined) {
      className = line.includes('class ') ? top[1] : undefined;
      current = { className, name: top[1], lines: [] };
      units.push(current);
    } else if (method !== undefined) {
      current = { className, name: method, lines: [] };
      units.push(current);
    } else if (/^\S/.test(line) && !/^[})\]]/.test(line)) {
      className = undefined;
      current = { className, name: '', lines: [] };
      units.push(current);
    }
    current.lines.push(line);
  }
  return units.map(({ lines, ...unit }) => ({ ...unit, file, text: lines.join('\n') }));
}

function needsOf(
  units: readonly Unit[],
  entry: string,
  names: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, string> {
  const byFunction = new Map<string, Unit[]>();
  const byMethod = new Map<string, Unit[]>();
  for (const unit of units) {
    const isMethod = unit.className !== undefined && unit.className !== unit.name;
    const by = isMethod ? byMethod : byFunction;
    by.set(unit.name, [...(by.get(unit.name) ?? []), unit]);
  }
  const folder = entry.slice(0, entry.lastIndexOf('/'));
  const reached = new Set(
    units.filter(({ file, name, className }) => file.startsWith(`${folder}/`) || (name === '' && !className)),
  );
  for (const unit of reached) {
    for (const [, name = ''] of unit.text
      .replaceAll(KEYS, '')
      .replaceAll('...', ' ')
      .matchAll(/(?<![.\w'])(\w+)\b/g))
      for (const each of byFunction.get(name) ?? []) reached.add(each);
    for (const [, receiver = '', name = ''] of unit.text.matchAll(/(\w+)(?=\??\.(#?\w+)\b)/g)) {
      for (const each of byMethod.get(name) ?? []) {
        const own = receiver === 'this' && each.className === unit.className;
        if (own || names.get(each.className ?? '')?.has(receiver)) reached.add(each);
      }
    }
  }
  const needs = new Map<string, string>();
  for (const { text, file, name, className } of reached) {
    for (const [pattern, action] of MARKS) {
      if (!needs.has(action) && pattern.test(text))
        needs.set(action, `${file}: ${className && className !== name ? `${className}.` : ''}${name}`);
    }
  }
  return needs;
}

/** Where in our sources an action of AWS is written. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/new GetCommand\(/, 'dynamodb:GetItem'],
  [/new BatchGetCommand\(/, 'dynamodb:BatchGetItem'],
  [/new BatchWriteCommand\(/, 'dynamodb:BatchWriteItem'],
  [/`INSERT INTO /, 'dynamodb:PartiQLInsert'],
  [/`UPDATE "/, 'dynamodb:PartiQLUpdate'],
  [/new PutCommand\(|\bPut: /, 'dynamodb:PutItem'],
  [/new UpdateCommand\(|\bUpdate: /, 'dynamodb:UpdateItem'],
  [/new DeleteCommand\(|\bDelete: /, 'dynamodb:DeleteItem'],
  [/\bConditionCheck: /, 'dynamodb:ConditionCheckItem'],
  [/new ScanCommand\(/, 'dynamodb:Scan'],
  [/new QueryCommand\((?![\s\S]*IndexName)/, 'dynamodb:Query'],
  [/IndexName: TIMELINE_INDEX/, 'dynamodb:Query index/timeline'],
  [/FROM "\$\{[\w.]+\}"\."\$\{WORK_INDEX\}"/, 'dynamodb:PartiQLSelect index/work'],
  [/new SendMessage(?:Batch)?Command\(/, 'sqs:SendMessage'],
  [/new ReceiveMessageCommand\(/, 'sqs:ReceiveMessage'],
  [/new DeleteMessage(?:Batch)?Command\(/, 'sqs:DeleteMessage'],
  [/new GetQueueUrlCommand\(/, 'sqs:GetQueueUrl'],
  [/new GetMetricDataCommand\(/, 'cloudwatch:GetMetricData'],
  [/new CreateScheduleCommand\(/, 'scheduler:CreateSchedule'],
  ...['CreateSecret', 'DeleteSecret', 'GetSecretValue', 'PutSecretValue'].map(
    (name) => [new RegExp(`new ${name}Command\\(`), `secretsmanager:${name}`] as const,
  ),
  [/new (?:Get|Head)ObjectCommand\(/, 's3:GetObject'],
  [/new DeleteObjectCommand\(/, 's3:DeleteObject'],
  [/createPresignedPost\(|new PutObjectCommand\(/, 's3:PutObject'],
  [/new StartExecutionCommand\(/, 'states:StartExecution'],
  [/new StopExecutionCommand\(/, 'states:StopExecution'],
  [/new DescribeExecutionCommand\(/, 'states:DescribeExecution'],
  [/new SendTaskSuccessCommand\(/, 'states:SendTaskSuccess'],
  [/new SendTaskFailureCommand\(/, 'states:SendTaskFailure'],
  [/new PutEventsCommand\(/, 'events:PutEvents'],
  [/new SendRawEmailCommand\(/, 'ses:SendRawEmail'],
  [/new AdminCreateUserCommand\(/, 'cognito-idp:AdminCreateUser'],
  ...[
    'GetIdentityDkimAttributes',
    'GetIdentityMailFromDomainAttributes',
    'GetIdentityVerificationAttributes',
    'SetIdentityMailFromDomain',
    'VerifyDomainDkim',
    'VerifyDomainIdentity',
  ].map((name) => [new RegExp(`new ${name}Command\\(`), `ses:${name}`] as const),
  ...['ChangeResourceRecordSets', 'ListHostedZonesByName', 'ListResourceRecordSets'].map(
    (name) => [new RegExp(`new ${name}Command\\(`), `route53:${name}`] as const,
  ),
  [/new (?:PostTo|Delete)ConnectionCommand\(/, 'execute-api:ManageConnections'],
];

/** The actions that the sources are searched for. */
export const SEARCHED = new Set(MARKS.map(([, action]) => action));

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
