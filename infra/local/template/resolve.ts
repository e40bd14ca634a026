import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CloudAssembly, Stack, Template } from './assembly.ts';
import {
  ACCOUNT,
  type Addresses,
  attributeOf,
  handlingOf,
  namePropertyOf,
  REGION,
  refOf,
} from './resource-types.ts';

/** A resource with every intrinsic function worked out. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Its physical name. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What stacks know of each other. */
interface Links {
  /** Each worked out when the first asks for it. */
  readonly exports: Map<string, () => unknown>;
  readonly webSocketApis: Set<string>;
}

const object = z.record(z.string(), z.unknown());
const strings = z.array(z.string());
const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Works out every resource of every stack that has a local meaning.
 * @throws one error that names all resources of unknown type.
 */
export function resolveResources(assembly: CloudAssembly, addresses: Addresses): Resource[] {
  const links: Links = { exports: new Map(), webSocketApis: new Set() };
  const scopes = assembly.stacks.map((stack) => new Scope(stack, addresses, links));
  const unknown: string[] = [];
  const resources: Resource[] = [];
  for (const scope of scopes) scope.collectLinks();
  for (const scope of scopes) {
    for (const [logicalId, { Type: type }] of scope.activeResources()) {
      const handling = handlingOf(type);
      if (handling === 'unknown') unknown.push(`${scope.stack.name}/${logicalId} (${type})`);
      if (handling === 'run') resources.push(scope.resource(logicalId));
    }
  }
  if (unknown.length > 0) {
    throw new Error(
      `infra/local does not know how to run: ${unknown.join(', ')}. Add the type to infra/local/template/resource-types.ts.`,
    );
  }
  return resources;
}

class Scope {
  readonly stack: Stack;
  readonly #addresses: Addresses;
  readonly #links: Links;
  readonly #names = new Map<string, string>();

  constructor(stack: Stack, addresses: Addresses, links: Links) {
    this.stack = stack;
    this.#addresses = addresses;
    this.#links = links;
  }

  collectLinks(): void {
    for (const [logicalId, resource] of Object.entries(this.stack.template.Resources)) {
      if (isWebSocketApi(resource)) this.#links.webSocketApis.add(this.nameOf(logicalId));
    }
    for (const output of Object.values(this.stack.template.Outputs)) {
      if (output.Export === undefined) continue;
      const { Export, Value } = output;
      let found: { readonly value: unknown } | undefined;
      this.#links.exports.set(this.text(Export.Name), () => {
        found ??= { value: this.value(Value) };
        return found.value;
      });
    }
  }

  activeResources() {
    return Object.entries(this.stack.template.Resources).filter(
      ([, { Condition }]) => Condition === undefined || this.condition(Condition),
    );
  }

  resource(logicalId: string): Resource {
    const { Type: type, Properties } = this.#find(logicalId);
    const properties = object.parse(this.value(Properties));
    return { stack: this.stack.name, logicalId, type, name: this.nameOf(logicalId), properties };
  }

  nameOf(logicalId: string): string {
    const name = this.#names.get(logicalId) ?? this.#physicalName(logicalId);
    this.#names.set(logicalId, name);
    return name;
  }

  #physicalName(logicalId: string): string {
    const { Type: type, Properties } = this.#find(logicalId);
    const property = namePropertyOf(type);
    const explicit = property === undefined ? undefined : Properties[property];
    if (explicit !== undefined) return this.text(explicit);
    if (type === 'AWS::ApiGatewayV2::Api') return hash(`${this.stack.name}/${logicalId}`, 10);
    if (type.startsWith('AWS::Cognito::')) return hash(`${this.stack.name}/${logicalId}`, 9);
    const name = `${this.stack.name}-${logicalId}`;
    const short = name.length > 60 ? `${name.slice(0, 51)}-${hash(name, 8)}` : name;
    const fifo = Properties['FifoQueue'] === true || Properties['FifoTopic'] === true ? '.fifo' : '';
    return (type === 'AWS::S3::Bucket' ? short.toLowerCase() : short) + fifo;
  }

  text(value: unknown): string {
    const resolved = this.value(value);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new Error(`${this.stack.name}: expected text, found ${JSON.stringify(resolved)}`);
  }

  value(value: unknown): unknown {
    if (typeof value === 'string') return this.#localAddress(value);
    if (Array.isArray(value))
      return value.map((item) => this.value(item)).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined) {
      const [name, argument] = only;
      if (name === 'Ref' || name.startsWith('Fn::')) {
        const result = this.#call(name, argument);
        return typeof result === 'string' ? this.#localAddress(result) : result;
      }
    }
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.value(item)] as const).filter(([, item]) => item !== NO_VALUE),
    );
  }

  condition(name: string): boolean {
    return this.#test(this.stack.template.Conditions[name]);
  }

  #test(expression: unknown): boolean {
    const [entry] = Object.entries(object.parse(expression));
    const [name, argument] = entry ?? ['', undefined];
    const list = (): unknown[] => z.array(z.unknown()).parse(argument);
    switch (name) {
      case 'Condition':
        return this.condition(z.string().parse(argument));
      case 'Fn::Equals':
        return new Set(list().map((item) => JSON.stringify(this.value(item)))).size === 1;
      case 'Fn::Not':
        return !this.#test(list()[0]);
      case 'Fn::And':
        return list().every((item) => this.#test(item));
      case 'Fn::Or':
        return list().some((item) => this.#test(item));
      default:
        throw new Error(`${this.stack.name}: condition function ${name} is not known to infra/local.`);
    }
  }

  #call(name: string, argument: unknown): unknown {
    const list = (): unknown[] => z.array(z.unknown()).parse(argument);
    switch (name) {
      case 'Ref':
        return this.#reference(z.string().parse(argument));
      case 'Fn::GetAtt': {
        const path = typeof argument === 'string' ? argument.split('.') : strings.parse(argument);
        const [logicalId = '', ...attribute] = path;
        const resource = this.#find(logicalId);
        const found = attributeOf(
          resource.Type,
          attribute.join('.'),
          this.nameOf(logicalId),
          this.#addresses,
        );
        return isWebSocketApi(resource) ? found.replace('https://', 'wss://') : found;
      }
      case 'Fn::Join': {
        const [separator, parts] = list();
        const values = z.array(z.unknown()).parse(this.value(parts));
        return values.map((part) => this.text(part)).join(z.string().parse(separator));
      }
      case 'Fn::Sub':
        return this.#substitute(argument);
      case 'Fn::Select': {
        const [index, items] = list();
        return z.array(z.unknown()).parse(this.value(items))[Number(this.value(index))];
      }
      case 'Fn::Split': {
        const [separator, source] = list();
        return this.text(source).split(z.string().parse(separator));
      }
      case 'Fn::If': {
        const [condition, yes, no] = list();
        return this.value(this.condition(z.string().parse(condition)) ? yes : no);
      }
      case 'Fn::ImportValue': {
        const exported = this.#links.exports.get(this.text(argument));
        if (exported === undefined)
          throw new Error(`${this.stack.name}: no stack exports ${this.text(argument)}.`);
        return exported();
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = list().map((item) => this.text(item));
        return this.value(this.stack.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? '']);
      }
      case 'Fn::GetAZs':
        return [`${REGION}a`, `${REGION}b`];
      case 'Fn::Base64':
        return Buffer.from(this.text(argument)).toString('base64');
      default:
        throw new Error(`${this.stack.name}: ${name} is not known to infra/local.`);
    }
  }

  #reference(name: string): unknown {
    switch (name) {
      case 'AWS::Region':
        return REGION;
      case 'AWS::AccountId':
        return ACCOUNT;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.stack.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${this.stack.name}/local`;
      case 'AWS::NoValue':
        return NO_VALUE;
      default: {
        const parameter = this.stack.template.Parameters[name];
        if (parameter !== undefined) return parameter.Default ?? '';
        return refOf(this.#find(name).Type, this.nameOf(name), this.#addresses);
      }
    }
  }

  #substitute(argument: unknown): string {
    const [text, variables] =
      typeof argument === 'string' ? [argument, {}] : z.tuple([z.string(), object]).parse(argument);
    return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
      const variable = object.parse(variables)[name];
      if (variable !== undefined) return this.text(variable);
      return this.text(name.includes('.') ? { 'Fn::GetAtt': name.split('.') } : { Ref: name });
    });
  }

  #find(logicalId: string) {
    const found = this.stack.template.Resources[logicalId];
    if (found === undefined) throw new Error(`${this.stack.name}: no resource named ${logicalId}.`);
    return found;
  }

  /**
   * Addresses of AWS that have a local stand-in. The WebSocket API's https address is where connections are posted
   * to, which is an AWS API call, so it goes to the AWS endpoint.
   */
  #localAddress(text: string): string {
    if (!text.includes('amazonaws.com')) return text;
    return text
      .replaceAll(/https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[\w-]+/g, () => this.#addresses.issuer)
      .replaceAll(/wss:\/\/\w+\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, () => this.#addresses.wsUrl)
      .replaceAll(/https:\/\/(\w+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, (_, id: string) =>
        this.#links.webSocketApis.has(id) ? this.#addresses.awsEndpoint : this.#addresses.httpUrl,
      );
  }
}

const isWebSocketApi = ({ Type, Properties }: Template['Resources'][string]): boolean =>
  Type === 'AWS::ApiGatewayV2::Api' && Properties['ProtocolType'] === 'WEBSOCKET';

const hash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
