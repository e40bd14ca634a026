import * as z from 'zod';
import { wordsOf } from '../ui/badge.tsx';

/** JSON Schema as far as the contracts use it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly format?: string;
}

/** What a client may send, by the schema of a contract. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** Follows references; what stands beside one (a description, a default) comes first. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  const target = root.$defs?.[$ref.slice('#/$defs/'.length)];
  return target === undefined ? beside : { ...resolved(target, root), ...beside };
}

export const variantsOf = ({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] | undefined => anyOf ?? oneOf;

/** What a new one begins with: its default, or nothing where something has to be entered. */
export function emptyOf(schema: JsonSchema, root: JsonSchema): unknown {
  const is = resolved(schema, root);
  if (is.default !== undefined) return structuredClone(is.default);
  if (is.const !== undefined) return is.const;
  const [first] = variantsOf(is) ?? [];
  if (first !== undefined) return emptyOf(first, root);
  if (is.enum !== undefined) return is.enum[0];
  switch (is.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(is.properties ?? {})
          .filter(([name]) => is.required?.includes(name))
          .map(([name, property]) => [name, emptyOf(property, root)]),
      );
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'string':
      return '';
    default:
      return undefined;
  }
}

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;

/** Which of the variants a value is; the first when it fits none. */
export function variantIndex(variants: readonly JsonSchema[], value: unknown, root: JsonSchema): number {
  const fits = (variant: JsonSchema): boolean => {
    const is = resolved(variant, root);
    if (is.const !== undefined) return is.const === value;
    if (is.enum !== undefined) return is.enum.includes(value);
    const type = typeOf(value);
    if (is.type === 'object' && type === 'object') {
      const entries = Object.entries(value as object);
      return (
        (is.required ?? []).every((name) => name in (value as object)) &&
        entries.every(([name, each]) => {
          const property = is.properties?.[name];
          return property !== undefined && (property.const === undefined || property.const === each);
        })
      );
    }
    return is.type === type || (is.type === 'integer' && type === 'number');
  };
  return Math.max(0, variants.findIndex(fits));
}

const NAMES: Readonly<Record<string, string>> = {
  llm: 'Language model',
  icp: 'Ideal customer',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  linkedin: 'LinkedIn',
  url: 'URL',
  seoBulk: 'SEO in bulk',
  html: 'HTML',
  ads: 'Google Ads',
};
const WORDS: Readonly<Record<string, string>> = {
  usd: 'USD',
  url: 'URL',
  id: 'ID',
  gb: 'GB',
  seo: 'SEO',
  sid: 'SID',
  linkedin: 'LinkedIn',
};

/** `maxUsdPerLead` as a person would write it. */
export function labelOf(name: string): string {
  const known = NAMES[name];
  if (known !== undefined) return known;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase());
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A variant in a word or two: its constant, its type, or the fields that it has. */
export function variantLabel(schema: JsonSchema, root: JsonSchema): string {
  const is = resolved(schema, root);
  const constant = Object.values(is.properties ?? {}).find((property) => property.const !== undefined)?.const;
  if (constant !== undefined) return wordsOf(String(constant));
  if (is.const !== undefined) return wordsOf(String(is.const));
  if (is.properties !== undefined) return Object.keys(is.properties).slice(0, 3).map(labelOf).join(', ');
  return (
    { string: 'Text', number: 'Number', integer: 'Number', boolean: 'Yes or no', null: 'None' }[
      is.type ?? ''
    ] ?? 'Value'
  );
}

/** `acme.example/shop` as the web address that it is meant to be; anything else stays. */
export const webAddressOf = (typed: string): string =>
  /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#:].*)?$/u.test(typed.trim())
    ? `https://${typed.trim()}`
    : typed;

/** Longer texts get several lines, where they may have them. */
const ONE_LINE = 200;

/** Whether a text may be of several lines, and long enough for it. */
export function isLong({ maxLength = 0, format, pattern }: JsonSchema): boolean {
  if (maxLength <= ONE_LINE || format !== undefined) return false;
  return pattern === undefined || new RegExp(pattern).test('one\ntwo');
}

/** zod writes the limits of safe integers where there are none. */
const isRealLimit = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) < 1e15;

/** What may be entered and what it is unless somebody says otherwise. */
function limitsOf({ minimum, maximum, default: usual, type }: JsonSchema): string {
  const parts: string[] = [];
  if (type === 'number' || type === 'integer') {
    if (isRealLimit(minimum) && isRealLimit(maximum))
      parts.push(`${minimum} to ${maximum.toLocaleString('en')}`);
    else if (isRealLimit(minimum)) parts.push(`at least ${minimum}`);
    else if (isRealLimit(maximum)) parts.push(`at most ${maximum}`);
  }
  if (typeof usual === 'number' || (typeof usual === 'string' && usual !== ''))
    parts.push(`usually ${usual}`);
  const text = parts.join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Contracts name fields by their code: `rules.idleAfterHours` as “Idle after hours”, as its label has it. */
const quoted = (_: string, code: string): string =>
  `“${/[a-z][A-Z]/.test(code) ? labelOf(code.slice(code.lastIndexOf('.') + 1)) : code}”`;

/** Description and limits in one line. */
export function hintOf(schema: JsonSchema): string | undefined {
  const says = schema.description?.replace(/([^.?!])$/, '$1.').replaceAll(/`([^`]+)`/g, quoted);
  const hint = [says, limitsOf(schema)].filter(Boolean).join(' ');
  return hint === '' ? undefined : hint;
}
