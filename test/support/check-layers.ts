import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import { CONTEXTS, contextProblems } from './contexts.ts';
import { readWebImports, webProblems } from './web-imports.ts';

/** The folders of one layer in every context; the folder of an agent or a seat is a context too. */
const layer = (names: string): string => `^shared/((agents|lords)/)?[^/]+/(${names})/`;
/** All of `shared` that is no contract: what clients and other contracts may not know. */
const PRIVATE = 'shared/(?!kernel/|lords/(registry|drawings|terms)\\.ts|(lords/)?[^/]+/contract/)';
const OUTSIDE = 'functions|infra|console';

/**
 * The layer rule of the design, checked on the sources: in every context contract <- domain <- app <- adapters, over the
 * kernel and the platform; only functions put adapters and use cases together, and none imports another; the console
 * imports contracts and nothing else of ours.
 */
const forbidden: IForbiddenRuleType[] = [
  rule('platform-knows-no-function', '^shared/(kernel|platform)/', `^(${OUTSIDE})`),
  rule('contracts-see-contracts', layer('contract'), `^(${PRIVATE}|${OUTSIDE})`),
  rule(
    'domain-is-pure',
    layer('domain'),
    `${layer('app|adapters|runtime|ports')}|^shared/(agents|wiring)/|^(${OUTSIDE})`,
  ),
  rule('app-knows-no-adapter', layer('app'), `${layer('adapters|runtime')}|^shared/wiring/|^(${OUTSIDE})`),
  rule(
    'agents-know-no-adapter',
    '^shared/(agents|lords)/',
    `${layer('adapters|runtime')}|^shared/wiring/|^(${OUTSIDE})`,
  ),
  rule('adapters-know-no-function', `${layer('adapters|runtime')}|^shared/wiring/`, `^(${OUTSIDE})`),
  rule('infra-names-functions-by-path', '^infra', '^functions'),
  rule('console-sees-contracts', '^console', `^(${PRIVATE}|functions|infra)`),
  {
    name: 'no-function-imports-another',
    severity: 'error',
    from: { path: '^functions/(.+)/[^/]+\\.ts$' },
    to: { path: '^functions/', pathNot: '^functions/$1/' },
  },
  {
    name: 'no-aws-in-the-middle',
    severity: 'error',
    from: {
      path: `^shared/(kernel|agents|lords)/|${layer('domain|app|contract|ports')}`,
      pathNot: '\\.test\\.ts$',
    },
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
  exclude: { path: '\\.test\\.ts$|(^|/)(\\.build|cdk\\.out|\\.rex)/|^console/web/' },
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
const problems = contextProblems(
  CONTEXTS,
  own.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  ),
);
const web = await readWebImports();
if (web.size < 20) throw new Error(`The imports of the web console were not read: ${web.size} files.`);
problems.push(...webProblems(web));
for (const problem of problems) console.error(problem);
const against = output.summary.error + problems.length;
console.log(
  `layers: ${own.length + web.size} files, ${edges} imports, ${CONTEXTS.length} contexts, ${against} against the rules`,
);
if (against > 0) process.exitCode = 1;

function rule(name: string, from: string, to: string): IForbiddenRuleType {
  return { name, severity: 'error', from: { path: from, pathNot: '\\.test\\.ts$' }, to: { path: to } };
}
