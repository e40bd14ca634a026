import * as z from 'zod';
import { CliError, usageError } from './cli-error.ts';
import type { Context } from './context.ts';

/** What a command came to. Only `main.ts` prints it, so that stdout holds exactly one JSON value with --json. */
interface Outcome {
  readonly json: unknown;
  /** For people. */
  readonly text: string;
  /** 0 when absent; a job that was not done says so with 1. */
  readonly exitCode?: number;
  /** It has printed already, a line (with --json a JSON value) at a time: it has no end of its own. */
  readonly streamed?: true;
  /** What keeps the command running after its outcome is printed; it may change the exit code. */
  readonly until?: Promise<number>;
}

/** A command as data: how it is called, what it takes, what it does. */
export interface Command {
  /** The words that call it, such as `missions list`. */
  readonly name: string;
  readonly summary: string;
  /** A paragraph that teaches. */
  readonly details?: string;
  readonly examples: readonly string[];
  /** Fields of the input that are given by position, in order. */
  readonly positionals: readonly string[];
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** @throws CliError of code USAGE when the input does not fit */
  run(context: Context, input: Readonly<Record<string, unknown>>): Promise<Outcome>;
}

export interface FieldSpec {
  readonly help: string;
  /** How help shows the value; a field without one is a switch. */
  readonly placeholder?: string;
  readonly repeated: boolean;
  readonly required: boolean;
}

const metaSchema = z.object({
  help: z.string(),
  placeholder: z.string().optional(),
  repeated: z.boolean().default(false),
});

/** A field that takes a value. Make the schema optional, or give it a default, for an option that may be left out. */
export const value = <S extends z.ZodType>(placeholder: string, schema: S, help: string): S =>
  schema.meta({ placeholder, help });

/** A value that may be given several times. */
export const values = <S extends z.ZodType>(placeholder: string, schema: S, help: string): S =>
  schema.meta({ placeholder, help, repeated: true });

export const flag = (help: string) => z.boolean().default(false).meta({ help });

export interface CommandSpec<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly examples: readonly string[];
  readonly positionals?: readonly (keyof Shape & string)[];
  readonly input: z.ZodObject<Shape>;
  readonly run: (context: Context, input: z.output<z.ZodObject<Shape>>) => Promise<Outcome>;
}

/** Binds a command's code to its input schema: everything that help and parsing need is read from the schema. */
export function defineCommand<Shape extends z.ZodRawShape>(spec: CommandSpec<Shape>): Command {
  const { input, run, positionals = [], ...rest } = spec;
  const fields = Object.fromEntries(
    Object.entries(z.record(z.string(), z.instanceof(z.ZodType)).parse(input.shape)).map(
      ([name, schema]): [string, FieldSpec] => [
        name,
        { ...metaSchema.parse(schema.meta() ?? {}), required: !schema.safeParse(undefined).success },
      ],
    ),
  );
  return {
    ...rest,
    positionals,
    fields,
    async run(context, given) {
      const parsed = parseInput({ input, positionals, given });
      try {
        return await run(context, parsed);
      } catch (error) {
        throw error instanceof CliError ? byOption(error, fields, positionals) : error;
      }
    },
  };
}

/** A failure whose fields of the request are called by the options that they came from: `body.dailyCap` is `--daily-cap`. */
function byOption(error: CliError, fields: Command['fields'], positionals: readonly string[]): CliError {
  let { message } = error;
  const named = error.fields.map((problem) => {
    const part = /^body\.(?:.*\.)?([A-Za-z]\w*)(?:\.\d+)*$/.exec(problem.path)?.[1] ?? '';
    const words = part.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const option = Object.keys(fields).find(
      (name) =>
        words !== '' && (name === words || words.startsWith(`${name}-`) || name.startsWith(`${words}-`)),
    );
    if (option === undefined) return problem;
    const placeholder = fields[option]?.placeholder ?? option.toUpperCase();
    const path = positionals.includes(option) ? placeholder : `--${option}`;
    message = message.replaceAll(problem.path, path);
    return { ...problem, path };
  });
  return new CliError(error.code, message, { fields: named, fault: error.fault, cause: error.cause });
}

/** What zod says of types is for programmers. */
function complaint({ code, message, path }: z.core.$ZodIssue, given: unknown): string {
  if (path.length > 0 && given === undefined) return 'is missing';
  if (code === 'invalid_type' && message.endsWith('received NaN')) return `"${given}" is no number`;
  return message === 'Invalid input' ? `"${given}" does not fit; --help says what does` : message;
}

/** The name that help gives to what is given by position. */
function placeholderOf(input: z.ZodType, name: string): string {
  const field = input instanceof z.ZodObject ? (input.shape as Record<string, z.ZodType>)[name] : undefined;
  return metaSchema.parse(field?.meta() ?? { help: '' }).placeholder ?? name.toUpperCase();
}

function parseInput<Schema extends z.ZodType>(options: {
  input: Schema;
  positionals: readonly string[];
  given: Readonly<Record<string, unknown>>;
}): z.output<Schema> {
  const result = options.input.safeParse(options.given);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => {
    const [name = ''] = issue.path.map(String);
    const path = options.positionals.includes(name) ? placeholderOf(options.input, name) : `--${name}`;
    return { path, message: complaint(issue, options.given[name]) };
  });
  throw usageError(fields.map(({ path, message }) => `${path}: ${message}`).join('\n'), fields);
}
