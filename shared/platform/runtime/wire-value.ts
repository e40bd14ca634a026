import type { FieldProblem } from '../../kernel/errors.ts';
import { MAX_PROBLEMS } from '../field-problems.ts';

/** Deeper nesting than anything that Rex reads or writes. */
const MAX_DEPTH = 32;

/** What a DynamoDB number can hold, beside 0 (its developer guide, "Data types"). */
const SMALLEST = 1e-130;
const LARGEST = 9.99e125;

/** A plain object is told by what it was made by, which these names would change. */
const NO_NAMES = new Set(['__proto__', 'constructor']);

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

interface Frame {
  readonly path: string;
  /** Of an object: its keys so far; of a list, undefined. */
  readonly keys: Set<string> | undefined;
  key: string;
  index: number;
  /** Whether the next text of an object is a key. */
  atKey: boolean;
}

/**
 * What is wrong with a JSON text beyond its grammar: a key that is there twice (RFC 8259 leaves open which counts), or
 * nesting without end. The text must be valid JSON.
 */
export function jsonProblems(json: string, root: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const frames: Frame[] = [];
  const here = (): string => {
    const frame = frames.at(-1);
    return frame === undefined ? root : `${frame.path}.${frame.keys ? frame.key : frame.index}`;
  };
  for (const [token] of json.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '{' || token === '[') {
      if (frames.length === MAX_DEPTH) {
        return [{ path: root, message: `is nested more than ${MAX_DEPTH} levels deep` }];
      }
      const keys = token === '{' ? new Set<string>() : undefined;
      frames.push({ path: here(), keys, key: '', index: 0, atKey: true });
    } else if (token === '}' || token === ']') frames.pop();
    else if (frame === undefined || token === ':') continue;
    else if (token === ',') {
      frame.index += 1;
      frame.atKey = true;
    } else if (frame.keys && frame.atKey) {
      frame.key = String(JSON.parse(token));
      frame.atKey = false;
      if (frame.keys.has(frame.key)) problems.push({ path: shown(here()), message: 'is there twice' });
      frame.keys.add(frame.key);
      if (problems.length === MAX_PROBLEMS) return problems;
    }
  }
  return problems;
}

/**
 * What no record can hold, wherever in a value it is: numbers that DynamoDB has no room for, texts that are no
 * Unicode (half of a surrogate pair) or hold a NUL, and names that make of an object something else.
 */
export function wireProblems(value: unknown, path: string): FieldProblem[] {
  if (typeof value === 'string') return problem(path, textProblem(value));
  if (typeof value === 'number') return problem(path, numberProblem(value));
  if (typeof value !== 'object' || value === null) return [];
  const problems: FieldProblem[] = [];
  for (const [key, field] of Object.entries(value)) {
    const at = `${path}.${key}`;
    const name = Array.isArray(value)
      ? undefined
      : NO_NAMES.has(key)
        ? 'is not known here'
        : textProblem(key);
    problems.push(...(name === undefined ? wireProblems(field, at) : problem(at, name)));
    if (problems.length >= MAX_PROBLEMS) return problems.slice(0, MAX_PROBLEMS);
  }
  return problems;
}

const problem = (path: string, message: string | undefined): FieldProblem[] =>
  message === undefined ? [] : [{ path: shown(path), message }];

function textProblem(text: string): string | undefined {
  if (!text.isWellFormed()) return 'holds half of a surrogate pair, which is no character';
  return text.includes('\u0000') ? 'holds a NUL character' : undefined;
}

function numberProblem(number: number): string | undefined {
  const size = Math.abs(number);
  if (!Number.isFinite(number) || size > LARGEST) return 'is too large a number';
  return size !== 0 && size < SMALLEST ? 'is too close to 0 to be kept; say 0' : undefined;
}

const shown = (path: string): string => path.toWellFormed().replaceAll('\u0000', '\ufffd').slice(0, 300);
