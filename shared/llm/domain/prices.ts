import type { LlmSettings } from '../contract/settings.ts';

interface Price {
  /** US dollars per million tokens, which equals millionths of a dollar per token. */
  readonly input: number;
  readonly output: number;
}

/** List prices by the beginning of a model's name, the longest first. The settings have the price of other models. */
const PRICES: readonly (readonly [model: string, price: Price])[] = [
  ['text-embedding-3-large', { input: 0.13, output: 0 }],
  ['text-embedding-3-small', { input: 0.02, output: 0 }],
  ['gpt-5-nano', { input: 0.05, output: 0.4 }],
  ['gpt-5-mini', { input: 0.25, output: 2 }],
  ['gpt-5', { input: 1.25, output: 10 }],
  ['gpt-4.1-nano', { input: 0.1, output: 0.4 }],
  ['gpt-4.1-mini', { input: 0.4, output: 1.6 }],
  ['gpt-4.1', { input: 2, output: 8 }],
  ['gpt-4o-mini', { input: 0.15, output: 0.6 }],
  ['gpt-4o', { input: 2.5, output: 10 }],
];

const priceOf = (model: string, settings: LlmSettings): Price =>
  PRICES.find(([name]) => model.startsWith(name))?.[1] ?? {
    input: settings.inputUsdPerMillion,
    output: settings.outputUsdPerMillion,
  };

/** Millionths of a dollar, rounded up. */
export function costMicros(
  model: string,
  usage: { readonly inputTokens: number; readonly outputTokens: number },
  settings: LlmSettings,
): number {
  const price = priceOf(model, settings);
  return Math.ceil(usage.inputTokens * price.input + usage.outputTokens * price.output);
}

/** Upper bound: a text has at most as many tokens as bytes, and some are added for the framing of messages. */
export const mostTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) + 64;
