/** A value as DynamoDB's JSON has it: `{ S: 'text' }`; bytes (B, BS) in Base64. */
export type WireAttribute = Readonly<Record<string, unknown>>;

export interface MarshallOptions {
  /** Members of maps, lists and sets that are undefined are left out; without it they are an error. */
  readonly removeUndefinedValues?: boolean;
}

/**
 * A value of JavaScript as an attribute, as `marshall` of `@aws-sdk/util-dynamodb` makes it and the codec of its client
 * writes it, in one walk.
 * @throws for what has no attribute: numbers that are imprecise or none, empty sets, instances of classes
 */
export function attributeOf(value: unknown, options: MarshallOptions): WireAttribute {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: numberText(value) };
    case 'boolean':
      return { BOOL: value };
    case 'bigint':
      return { N: String(value) };
    case 'object':
      break;
    case 'undefined':
      throw new Error(
        'Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.',
      );
    default:
      throw new Error(`Unsupported type passed: ${String(value)}.`);
  }
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) {
    const list: WireAttribute[] = [];
    for (const member of value) if (isKept(member, options)) list.push(attributeOf(member, options));
    return { L: list };
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null)
    return { M: mapOf(Object.entries(value), options) };
  if (value instanceof Uint8Array) return { B: base64(value) };
  if (value instanceof Set) return setOf([...value].filter((member) => isKept(member, options)));
  if (value instanceof Map) return { M: mapOf(value, options) };
  throw new Error(`Unsupported type passed: ${String(value)}.`);
}

function mapOf(members: Iterable<[string, unknown]>, options: MarshallOptions): WireAttribute {
  const map: Record<string, unknown> = {};
  for (const [name, value] of members) if (isKept(value, options)) map[name] = attributeOf(value, options);
  return map;
}

const isKept = (value: unknown, { removeUndefinedValues }: MarshallOptions): boolean =>
  typeof value !== 'function' && !(removeUndefinedValues === true && value === undefined);

function setOf(members: readonly unknown[]): WireAttribute {
  const [first] = members;
  if (first === undefined) throw new Error('Pass a non-empty set of texts, numbers or bytes.');
  if (typeof first === 'string') return { SS: members.map(String) };
  if (first instanceof Uint8Array)
    return { BS: members.map((bytes) => base64(Uint8Array.from(Object(bytes)))) };
  if (typeof first === 'number' || typeof first === 'bigint') {
    return {
      NS: members.map((number) => (typeof number === 'bigint' ? String(number) : numberText(number))),
    };
  }
  throw new Error('Only Number Set (NS), Binary Set (BS) or String Set (SS) are allowed.');
}

function numberText(value: unknown): string {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error(`Special numeric value ${number} is not allowed`);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) {
    throw new Error(`Number ${number} is beyond what JavaScript counts without a gap: pass a bigint.`);
  }
  return String(number);
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/**
 * The other way round, as `unmarshall`: numbers that JavaScript cannot count become bigints.
 * @throws for what is no attribute
 */
function plainOf(attribute: WireAttribute): unknown {
  for (const type in attribute) {
    const value = attribute[type];
    switch (type) {
      case 'S':
      case 'B':
        return value;
      case 'N':
        return numberOf(String(value));
      case 'BOOL':
        return Boolean(value);
      case 'NULL':
        return null;
      case 'M':
        return plainMapOf(Object(value));
      case 'L':
        return listOf(value).map((member) => plainOf(Object(member)));
      case 'SS':
      case 'BS':
        return new Set(listOf(value));
      case 'NS':
        return new Set(listOf(value).map((member) => numberOf(String(member))));
      default:
        throw new Error(`Unsupported type passed: ${type}`);
    }
  }
  throw new Error(`No value defined: ${JSON.stringify(attribute)}`);
}

/** The values of a map of attributes, such as an item. */
export function plainMapOf(attributes: Readonly<Record<string, WireAttribute>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name in attributes) values[name] = plainOf(Object(attributes[name]));
  return values;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function numberOf(text: string): number | bigint {
  const number = Number(text);
  return Math.abs(number) > Number.MAX_SAFE_INTEGER && Math.abs(number) !== Number.POSITIVE_INFINITY
    ? BigInt(text)
    : number;
}

/**
 * Parses DynamoDB's JSON. Bytes come as they are stored; texts that say `"B":"` have their quotes escaped, and a member
 * of that name is an object.
 */
export function parseAttributes<T>(text: string): T {
  if (!text.includes('"B":"') && !text.includes('"BS":[')) return JSON.parse(text);
  return JSON.parse(text, (name, value: unknown) => {
    if (name === 'B' && typeof value === 'string') return bytesOf(value);
    return name === 'BS' && Array.isArray(value) ? value.map((member) => bytesOf(String(member))) : value;
  });
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
