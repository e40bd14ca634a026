import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';

/**
 * The layer rule of the design, checked on the sources: kernel <- domain <- app <- adapters; agents see ports of
 * the app and the domain; only functions put adapters and use cases together, and none imports another; the
 * console imports contracts and nothing else of ours.
 */
const forbidden: IForbiddenRuleType[] = [
  rule('kernel-stands-alone', '^shared/kernel', '^(shared/(?!kernel)|functions|infra|console)'),
  rule(
    'contracts-see-the-kernel',
    '^shared/contracts',
    '^(shared/(?!contracts|kernel)|functions|infra|console)',
  ),
  rule('domain-is-pure', '^shared/domain', '^(shared/(app|agents|adapters|runtime)|functions|infra|console)'),
  rule(
    'agents-see-ports-and-domain',
    '^shared/agents',
    '^(shared/(adapters|runtime)|shared/app/(?!ports)|functions|infra|console)',
  ),
  rule('app-knows-no-adapter', '^shared/app', '^(shared/(adapters|runtime)|functions|infra|console)'),
  rule('adapters-know-no-function', '^shared/(adapters|runtime)', '^(functions|infra|console)'),
  rule('infra-names-functions-by-path', '^infra', '^functions'),
  rule('console-sees-contracts', '^console', '^(shared/(?!contracts)|functions|infra)'),
  {
    name: 'no-function-imports-another',
    severity: 'error',
    from: { path: '^functions/(.+)/[^/]+\\.ts$' },
    to: { path: '^functions/', pathNot: '^functions/$1/' },
  },
  {
    name: 'no-aws-in-the-middle',
    severity: 'error',
    from: { path: '^shared/(kernel|domain|app|agents)', pathNot: '\\.test\\.ts$' },
    to: { path: 'node_modules/(@aws-sdk|@smithy|openai|twilio)' },
  },
  {
    name: 'no-circles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

const ROOTS = ['shared', 'functions', 'infra', 'console'];

const options: ICruiseOptions = {
  validate: true,
  ruleSet: { forbidden },
  parser: 'swc',
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '\\.test\\.ts$|(^|/)(\\.build|cdk\\.out|\\.rex)/' },
  enhancedResolveOptions: {
    extensions: ['.ts', '.js', '.mjs', '.json'],
    conditionNames: ['import', 'node'],
    exportsFields: ['exports'],
  },
};

const { output } = await cruise(ROOTS, options);
if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a result.');
const own = output.modules.filter(({ source }) => /^(shared|functions|infra|console)\//.test(source));
const edges = own.reduce((sum, module) => sum + module.dependencies.length, 0);
// A parser that is missing makes it read nothing and find nothing wrong.
if (own.length < 100 || edges < own.length) {
  throw new Error(`The layers were not read: ${own.length} files with ${edges} imports.`);
}
for (const { rule: broken, from, to } of output.summary.violations) {
  console.error(`${broken.name}: ${from} -> ${to}`);
}
console.log(`layers: ${own.length} files, ${edges} imports, ${output.summary.error} against the rule`);
if (output.summary.error > 0) process.exitCode = 1;

function rule(name: string, from: string, to: string): IForbiddenRuleType {
  return { name, severity: 'error', from: { path: from, pathNot: '\\.test\\.ts$' }, to: { path: to } };
}
