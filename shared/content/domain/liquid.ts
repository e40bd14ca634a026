import { Liquid, type Template, UndefinedVariableError } from 'liquidjs';
import { remember } from '../../kernel/remember.ts';
import { plainText } from './plain-text.ts';

/** Around every value that a template prints, so that its own words can be told from the facts in it. */
const VALUE_START = '\uE001';
const VALUE_END = '\uE002';
/** Stands in the template's own words in place of a value. */
export const VALUE_GAP = '\uE000';

/** Between the parts of a message; a template cannot contain it. */
const PART_BREAK = '\uE003';

const ALLOWED_TAGS = new Set(['if', 'unless']);
/** `{{ name }}` and nothing more: a printed literal or a filter would be a way round the evidence gate. */
const OUTPUT = /\{\{-?\s*[A-Za-z]+\s*-?\}\}/g;
const OUTPUT_OPENING = /\{\{/g;
const PRIVATE_USE = /\p{Co}/u;
const MAX_SOURCE_LENGTH = 20_000;
const MAX_RENDERED_NODES = 2_000;
const MAX_MEMORY = 200_000;
/** Missions use few templates, so the same few sources are compiled again and again. */
const MAX_COMPILED = 500;

export interface CompiledLiquid {
  /** Every variable that is named, in outputs and in conditions. */
  readonly variables: readonly string[];
  readonly partCount: number;
  readonly nodes: readonly Template[];
}

export interface RenderedLiquid {
  readonly parts: readonly string[];
  /** The same parts with a gap in place of every value. */
  readonly ownWords: readonly string[];
}

/** LiquidJS gives the name in the message only. */
const UNDEFINED = /^undefined variable: ([\w.]+)/;

/** A template that cannot be parsed or uses what is not allowed, or one that names a value that is missing. */
export class LiquidRefused extends Error {
  readonly missingVariable: string | undefined;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.missingVariable = cause instanceof UndefinedVariableError ? UNDEFINED.exec(message)?.[1] : undefined;
  }
}

const engine = sandboxedEngine();

/**
 * Compiles the parts of one message (subject, paragraphs, ...) together. Throws LiquidRefused. There are no
 * loops, filters, includes or assignments: rendering takes a time that is linear in the source.
 */
export const compileLiquid = (parts: readonly string[]): CompiledLiquid => compiled(JSON.stringify(parts));

const compiled = /* @__PURE__ */ remember(MAX_COMPILED, (key): CompiledLiquid => {
  const parts: readonly string[] = JSON.parse(key);
  const source = parts.join(PART_BREAK);
  if (parts.some((part) => PRIVATE_USE.test(part)))
    throw new LiquidRefused('private-use characters are not allowed');
  if (count(source, OUTPUT) !== count(source, OUTPUT_OPENING))
    throw new LiquidRefused('an output may only name a fact: {{ firstName }}');
  return parse(source, parts.length);
});

/** Pure: the same template and values give the same parts. Throws LiquidRefused for a value that is missing. */
export function renderLiquid(
  template: CompiledLiquid,
  values: Readonly<Record<string, string | number>>,
): RenderedLiquid {
  const limits = { templateLimit: MAX_RENDERED_NODES, memoryLimit: MAX_MEMORY };
  const marked = orRefuse(() => String(engine.renderSync([...template.nodes], values, limits)));
  const parts = marked.split(PART_BREAK);
  if (parts.length !== template.partCount)
    throw new LiquidRefused('a condition must end in the paragraph where it begins');
  return {
    parts: parts.map((part) => oneLine(part.replace(/[\uE001\uE002]/g, ''))),
    ownWords: parts.map((part) => oneLine(part.replace(/\uE001[^\uE002]*\uE002/g, VALUE_GAP))),
  };
}

function sandboxedEngine(): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    // An empty map in place of the file system.
    templates: {},
    parseLimit: MAX_SOURCE_LENGTH,
    outputEscape: (value: unknown) => VALUE_START + plainText(String(value)) + VALUE_END,
  });
  for (const tag of Object.keys(liquid.tags)) if (!ALLOWED_TAGS.has(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) liquid.unregisterFilter(filter);
  return liquid;
}

function parse(source: string, partCount: number): CompiledLiquid {
  return orRefuse(() => {
    const nodes = engine.parse(source);
    return { nodes, partCount, variables: engine.globalVariablesSync(nodes) };
  });
}

function orRefuse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new LiquidRefused(error instanceof Error ? error.message : String(error), error);
  }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
