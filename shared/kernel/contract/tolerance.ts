import * as z from 'zod';

/**
 * Two versions of Rex read the same records at once (a deployment, a rollback), and clients read answers that come
 * from such records. So what is stored is read by a tolerant form of its schema, which is made here and nowhere else.
 * What clients send is read by the schema as it is.
 */
interface StoredReading {
  /** Undefined: the value is taken as it is. */
  readonly readAs?: string;
}
const storedReadings = z.registry<StoredReading>();

/**
 * How a stored value is read that this version has no name for: as the one that does no harm. It is written back as
 * it was, unless it is changed meanwhile.
 */
export function readUnknownAs<S extends z.ZodEnum>(schema: S, readAs: z.infer<S> & string): S {
  storedReadings.add(schema, { readAs });
  return schema;
}

/** For names that are only ever shown: one that this version does not know is taken as it is. */
export function keepUnknown<S extends z.ZodEnum>(schema: S): S {
  storedReadings.add(schema, {});
  return schema;
}

/** What was read as something else, by field, on the object that has the field. Copies by spread keep it. */
const AS_STORED = Symbol('as stored');
type AsStored = Readonly<Record<string, { readonly stored: string; readonly readAs: string }>>;

type Mode = 'stored' | 'answer';
const made: Record<Mode, WeakMap<z.ZodType, z.ZodType>> = { stored: new WeakMap(), answer: new WeakMap() };

/**
 * The form in which stored records are read: fields that the schema does not know are kept, at any depth, so that
 * they are still there after the record is changed and written back; names of an enum that it does not know are read
 * as `readUnknownAs` and `keepUnknown` say, and refused elsewhere; limits of length, size and spelling, which say what
 * may come in from now on, do not make what came in before them unreadable.
 */
export const storedForm = <S extends z.ZodType>(schema: S): S => formOf(schema, 'stored');

/** The form in which answers leave: what the contract does not declare is left out, at any depth. */
export const answerForm = <S extends z.ZodType>(schema: S): S => formOf(schema, 'answer');

/** The smallest number that DynamoDB keeps, beside 0. */
const SMALLEST_STORED = 1e-130;

/**
 * A record as it is written: what was read as something else is again what it was, a number too close to 0 to be kept
 * is 0, and half of a surrogate pair (a text that was cut off) is the replacement character.
 */
export function asStored(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Math.abs(value) < SMALLEST_STORED ? 0 : value;
  if (Array.isArray(value)) return value.map(asStored);
  if (!isPlainObject(value)) return value;
  const kept = AS_STORED in value ? (value[AS_STORED] as AsStored) : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const was = kept[name];
      return [name.toWellFormed(), was && field === was.readAs ? was.stored : asStored(field)];
    }),
  );
}

function formOf<S extends z.ZodType>(schema: S, mode: Mode): S {
  const known = made[mode].get(schema);
  if (known) return known as S;
  const form = makeForm(schema, mode);
  made[mode].set(schema, form);
  return form as S;
}

/** Kinds of schema that hold others, and how each is made anew of their forms. Any other is taken as it is. */
function makeForm(schema: z.ZodType, mode: Mode): z.ZodType {
  const form = (inner: z.core.$ZodType): z.ZodType => formOf(inner as z.ZodType, mode);
  const anew = (change: object): z.ZodType => schema.clone({ ...schema.def, ...change } as never);
  if (schema instanceof z.ZodObject) {
    const shape = Object.fromEntries(
      Object.entries<z.ZodType>(schema.shape).map(([name, field]) => [name, form(field)]),
    );
    const isOpen = schema.def.catchall !== undefined && !(schema.def.catchall instanceof z.ZodNever);
    if (mode === 'answer') return anew({ shape, catchall: isOpen ? schema.def.catchall : undefined });
    return remembering(schema.shape, anew({ shape, catchall: isOpen ? schema.def.catchall : z.unknown() }));
  }
  if (schema instanceof z.ZodEnum) return mode === 'stored' ? storedEnum(schema) : schema;
  if (schema instanceof z.ZodString || schema instanceof z.ZodNumber) {
    return mode === 'stored' && schema.def.checks ? anew({ checks: [] }) : schema;
  }
  if (schema instanceof z.ZodArray) {
    return anew({ element: form(schema.def.element), ...(mode === 'stored' ? { checks: [] } : {}) });
  }
  if (schema instanceof z.ZodTuple) return anew({ items: schema.def.items.map(form) });
  if (schema instanceof z.ZodRecord) {
    // Keys are texts or names: a name that is not known stays, with whatever it has.
    return anew({
      valueType: form(schema.def.valueType),
      ...(mode === 'stored' ? { mode: 'loose' } : {}),
    });
  }
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    return anew({ options: schema.def.options.map(form) });
  }
  if (schema instanceof z.ZodPipe) return anew({ in: form(schema.def.in), out: form(schema.def.out) });
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return anew({ innerType: form(schema.def.innerType) });
  }
  return schema;
}

function storedEnum(schema: z.ZodEnum): z.ZodType {
  const reading = storedReadings.get(schema);
  if (!reading) return schema;
  const { readAs } = reading;
  if (readAs === undefined) return z.string();
  return z.string().transform((value) => (schema.options.includes(value) ? value : readAs));
}

/** The object, which remembers what was stored in fields that were read as something else. */
function remembering(shape: z.ZodRawShape, object: z.ZodType): z.ZodType {
  const names = Object.entries(shape).flatMap(([name, field]) => (isReadAsOther(field) ? [name] : []));
  if (names.length === 0) return object;
  return z.unknown().transform((item, context) => {
    const parsed = object.safeParse(item);
    if (parsed.success) return withMemory(parsed.data, item, names);
    context.issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: item }) as never));
    return z.NEVER;
  });
}

const isReadAsOther = (field: z.core.$ZodType): boolean => {
  const inner = field instanceof z.ZodOptional || field instanceof z.ZodDefault ? field.def.innerType : field;
  return inner instanceof z.ZodEnum && storedReadings.get(inner)?.readAs !== undefined;
};

function withMemory(read: unknown, item: unknown, names: readonly string[]): unknown {
  if (!isPlainObject(read) || !isPlainObject(item)) return read;
  const kept = names.flatMap((name) => {
    const [was, is] = [item[name], read[name]];
    return typeof was === 'string' && typeof is === 'string' && was !== is
      ? [[name, { stored: was, readAs: is }] as const]
      : [];
  });
  return kept.length === 0 ? read : { ...read, [AS_STORED]: Object.fromEntries(kept) };
}

const isPlainObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
