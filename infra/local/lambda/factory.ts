import { init, parse } from 'es-module-lexer';

/** What a factory is given: the globals that are the environment's own, and how it imports. */
export interface FactoryScope {
  readonly process: object;
  readonly console: object;
  readonly fetch: typeof fetch;
  readonly globalThis: object;
  readonly importMeta: { readonly url: string };
  readonly importModule: (specifier: string) => Promise<object>;
}

/** Gives what the module exports: another instance of it at each call. */
export type Factory = (scope: FactoryScope) => Promise<Readonly<Record<string, unknown>>>;

/** What the lexer calls an import that is a statement, and `import.meta`. */
const STATEMENT = -1;
const META = -2;
const EXPORTS = /\bexport\s*\{[^{}]*\}\s*;?/g;

/**
 * Makes of a module the source of one whose default export is a `Factory`. So a thread compiles a bundle once and runs
 * it in as many environments as it likes, each with a state of its own that goes with it.
 * It takes what bundlers write: imports, and after them one list of all exports.
 * @throws for a module that exports in another way.
 */
export async function factoryOf(source: string): Promise<string> {
  await init;
  const [imports, exports] = parse(source);
  const list = [...source.matchAll(EXPORTS)].find(({ 0: text, index }) =>
    exports.every(({ s }) => s > index && s < index + text.length),
  );
  if (list === undefined) throw new Error('The module has no list of all its exports: is it a bundle?');
  const bindings: string[] = [];
  const body: string[] = [];
  let at = 0;
  const replace = (from: number, to: number, by: string): void => {
    body.push(source.slice(at, from), by);
    at = to;
  };
  for (const { d: kind, n: name, s, e, ss, se } of imports) {
    if (kind === STATEMENT) {
      const names = source.slice(ss + 'import'.length, s - 1);
      bindings.push(bindingOf(names.replace(/from\s*$/, '').trim(), JSON.stringify(name)));
      replace(ss, se, '');
    } else if (kind === META) replace(s, e, 'importMeta');
    else replace(ss, ss + 'import'.length, 'importModule');
  }
  replace(list.index, list.index + list[0].length, '');
  body.push(source.slice(at));
  const results = exports.map(({ n: name, ln: local = name }) => `${JSON.stringify(name)}: ${local}`);
  // In parentheses V8 compiles it when it compiles the module, so that it is in the cache that the threads compile from.
  return `export default (async function ({ process, console, fetch, globalThis, importMeta, importModule }) {
const global = globalThis;
${bindings.join('\n')}
{ // In a block, a module may have variables of these names.
${body.join('')}
return { ${results.join(', ')} };
}});
`;
}

/** `a, { b as c }` or `* as d`, as what a namespace is taken apart by. */
function bindingOf(names: string, specifier: string): string {
  const imported = `await importModule(${specifier});`;
  const whole = /^\*\s*as\s+([\w$]+)$/.exec(names)?.[1];
  if (whole !== undefined) return `const ${whole} = ${imported}`;
  const byDefault = /^[\w$]+/.exec(names)?.[0];
  const named = /\{([^}]*)\}/.exec(names)?.[1]?.replaceAll(/\s+as\s+/g, ': ');
  const parts = [byDefault === undefined ? '' : `default: ${byDefault}`, named ?? ''].filter((part) =>
    part.trim(),
  );
  return parts.length === 0 ? imported : `const { ${parts.join(', ')} } = ${imported}`;
}
