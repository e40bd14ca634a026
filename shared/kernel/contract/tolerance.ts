import * as z from 'zod';

/**
 * Two versions of Rex may read the same records at once (during a deployment or a rollback), and clients read answers that
 * come from such records. So stored records are read by a tolerant form of their schema, which is made here and nowhere
 * else. What clients send is read by the schema itself.
 */
type UnknownName = { readonly readAs: string } | 'kept' | 'refused';
const unknownNames = z.registry<{ readonly unknown: UnknownName }>();

/**
 * For fields of objects and values of maps: a stored name that this version does not know is read as the given one, which
 * should be harmless. It is written back as it was, unless the field is changed meanwhile.
 */
export const readUnknownAs = <S extends z.ZodEnum>(schema: S, readAs: z.infer<S> & string): S =>
  withUnknown(schema, { readAs });

/** For names that are only shown, compared or looked up: a name that this version does not know is kept as it is. */
export const keepUnknown = <S extends z.ZodEnum>(schema: S): S => withUnknown(schema, 'kept');

/**
 * For names that decide what is done, where no other name would be harmless: this version leaves a record with an unknown
 * name alone (RECORD_INVALID), and a queue brings the work again to the version that wrote it.
 */
export const refuseUnknown = <S extends z.ZodEnum>(schema: S): S => withUnknown(schema, 'refused');

function withUnknown<S extends z.ZodEnum>(schema: S, unknown: UnknownName): S {
  unknownNames.add(schema, { unknown });
  return schema;
}

/** Names that were read as another one, by field, on the object that has the field. Copies by spread keep it. */
const AS_STORED = Symbol('as stored');
type AsStored = Readonly<Record<string, { readonly stored: string; readonly readAs: string }>>;

type Mode = 'stored' | 'answer';
const made: Record<Mode, WeakMap<z.ZodType, z.ZodType>> = { stored: new WeakMap(), answer: new WeakMap() };

/**
 * The form in which stored records are read. Fields that the schema does not know are kept, at any depth, so that they are
 * still there after the record is changed and written back. Limits of length, size and spelling are not applied: they hold
 * for new input only, and records that are older than a limit stay readable.
 * @throws Error for an enum that does not say how a name of another version is read
 */
export const storedForm = <S extends z.ZodType>(schema: S): S => formOf(schema, 'stored');

/**
 * The form in which answers leave: fields that the contract does not declare are left out, at any depth. Every record that
 * could be read can be shown: neither a name of another version nor a newer limit makes an answer fail.
 */
export const answerForm = <S extends z.ZodType>(schema: S): S => formOf(schema, 'answer');

/** The smallest positive number that DynamoDB stores. */
const SMALLEST_STORED = 1e-130;

/**
 * A record as it is written: a name that was read as another one is again the stored one, a number too close to 0 to be
 * stored is 0, and half of a surrogate pair (a text that was cut off) is the replacement character.
 */
export function asStored(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Math.abs(value) < SMALLEST_STORED ? 0 : value;
  if (Array.isArray(value)) {
    const stored = value.map(asStored);
    return stored.every((each, i) => each === value[i]) ? value : stored;
  }
  if (!isPlainObject(value)) return value;
  return isAsStored(value) ? value : changedToStored(value);
}

/** Almost every record is: it is written as it is, without a copy. */
const isAsStored = (value: Readonly<Record<PropertyKey, unknown>>): boolean =>
  !(AS_STORED in value) &&
  Object.keys(value).every((name) => name.isWellFormed() && asStored(value[name]) === value[name]);

function changedToStored(value: Readonly<Record<PropertyKey, unknown>>): unknown {
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

/** Rebuilds each kind of schema that contains others from their forms. Any other schema is used as it is. */
function makeForm(schema: z.ZodType, mode: Mode): z.ZodType {
  const form = (inner: z.core.$ZodType): z.ZodType => formOf(inner as z.ZodType, mode);
  const anew = (change: object): z.ZodType => schema.clone({ ...schema.def, ...change, checks: [] } as never);
  if (schema instanceof z.ZodObject) {
    const shape = Object.fromEntries(
      Object.entries<z.ZodType>(schema.shape).map(([name, field]) => [name, form(field)]),
    );
    const isOpen = schema.def.catchall !== undefined && !(schema.def.catchall instanceof z.ZodNever);
    if (mode === 'answer') return anew({ shape, catchall: isOpen ? schema.def.catchall : undefined });
    const names = Object.entries(schema.shape).flatMap(([name, field]) =>
      isReadAsOther(field) ? [name] : [],
    );
    const object = anew({ shape, catchall: isOpen ? schema.def.catchall : z.unknown() });
    return names.length === 0 ? object : remembering(object, () => names);
  }
  if (schema instanceof z.ZodEnum) return mode === 'stored' ? storedEnum(schema) : anyOf(schema);
  if (schema instanceof z.ZodNumberFormat) return z.number();
  if (schema instanceof z.ZodString || schema instanceof z.ZodNumber) return anew({});
  // Rex writes days and instants itself and computes with them, so they keep their format.
  if (schema instanceof z.ZodStringFormat) return isTime(schema) ? schema : z.string();
  if (schema instanceof z.ZodArray) return anew({ element: inList(form, schema.def.element) });
  if (schema instanceof z.ZodTuple)
    return anew({ items: schema.def.items.map((item) => inList(form, item)) });
  if (schema instanceof z.ZodRecord) {
    if (mode === 'answer') return anew({ valueType: form(schema.def.valueType) });
    // Keys are texts or names. An unknown name stays, with its value.
    const map = anew({ valueType: form(schema.def.valueType), mode: 'loose' });
    return isReadAsOther(schema.def.valueType) ? remembering(map, Object.keys) : map;
  }
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    return anew({ options: schema.def.options.map(form) });
  }
  if (schema instanceof z.ZodPipe) return anew({ in: form(schema.def.in), out: form(schema.def.out) });
  if (isWrapper(schema)) return anew({ innerType: form(schema.def.innerType) });
  return schema;
}

const isTime = ({ def }: z.ZodStringFormat): boolean => def.format === 'date' || def.format === 'datetime';

const isWrapper = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodPrefault ||
  schema instanceof z.ZodReadonly;

const anyOf = (schema: z.ZodEnum): z.ZodType =>
  schema.options.every((option) => typeof option === 'string') ? z.string() : schema;

function storedEnum(schema: z.ZodEnum): z.ZodType {
  const unknown = unknownNames.get(schema)?.unknown;
  if (unknown === undefined) {
    const names = schema.options.join(', ');
    throw new Error(
      `Records hold one of ${names}: say what this version does with a name of another one, by readUnknownAs, keepUnknown or refuseUnknown.`,
    );
  }
  if (unknown === 'refused') return schema;
  if (unknown === 'kept') return z.string();
  return z.string().transform((value) => (schema.options.includes(value) ? value : unknown.readAs));
}

/** A list has no place to remember what a name was before it was read as another one. */
function inList(form: (inner: z.core.$ZodType) => z.ZodType, element: z.core.$ZodType): z.ZodType {
  if (isReadAsOther(element)) throw new Error('readUnknownAs is not for elements of lists: use keepUnknown.');
  return form(element);
}

/** The object or map, which remembers the stored values of fields that were read as another name. */
function remembering(form: z.ZodType, namesOf: (item: object) => readonly string[]): z.ZodType {
  return z.unknown().transform((item, context) => {
    const parsed = form.safeParse(item);
    if (parsed.success) return withMemory(parsed.data, item, namesOf);
    context.issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: item }) as never));
    return z.NEVER;
  });
}

function isReadAsOther(field: z.core.$ZodType): boolean {
  if (isWrapper(field)) return isReadAsOther(field.def.innerType);
  return field instanceof z.ZodEnum && typeof unknownNames.get(field)?.unknown === 'object';
}

function withMemory(read: unknown, item: unknown, namesOf: (item: object) => readonly string[]): unknown {
  if (!isPlainObject(read) || !isPlainObject(item)) return read;
  const kept = namesOf(item).flatMap((name) => {
    const [was, is] = [item[name], read[name]];
    return typeof was === 'string' && typeof is === 'string' && was !== is
      ? [[name, { stored: was, readAs: is }] as const]
      : [];
  });
  return kept.length === 0 ? read : { ...read, [AS_STORED]: Object.fromEntries(kept) };
}

const isPlainObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
