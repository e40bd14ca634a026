import { compileLiquid, LiquidRefused, renderLiquid } from '../../../content/domain/liquid.ts';
import { escapeHtml } from '../../../content/domain/plain-text.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import { type Template, tellableSchema, type Written } from '../contract/schemas.ts';

export type Values = Readonly<Record<string, string | number>>;
type Source = Pick<Template, 'title' | 'text' | 'variables'>;

/** What every template may name. */
const builtIn = ({ brandName, website }: Pick<Settings, 'brandName' | 'website'>): Values => ({
  brandName,
  website,
});

/**
 * What a template says with its examples.
 * @throws RexError VALIDATION_FAILED that names what it cannot have
 */
export function sampleOf(source: Source, settings: Settings): Written {
  const known = [...Object.keys(builtIn(settings)), ...source.variables.map(({ name }) => name)];
  const twice = known.findIndex((name, n) => known.indexOf(name) < n);
  if (twice >= 0)
    throw refusal([
      { path: 'body.variables', message: `${known[twice]} is there twice, or is one of Rex's own` },
    ]);
  const unknown = (['title', 'text'] as const).flatMap((field) =>
    compiled(source[field], field)
      .variables.filter((name) => !known.includes(name))
      .map((name) => ({
        path: `body.${field}`,
        message: `names {{ ${name} }}, which is none of its variables: ${known.join(', ')}`,
      })),
  );
  if (unknown.length > 0) throw refusal(unknown);
  const examples = Object.fromEntries(source.variables.map(({ name, example }) => [name, example]));
  return told(
    written(source, { ...builtIn(settings), ...examples }),
    (field) => `body.${field}`,
    'with its examples',
  );
}

/**
 * What a template says with these data, which are shown as text whatever is in them.
 * @throws RexError VALIDATION_FAILED that names what is missing, or is no variable of it; or where it says too much or nothing
 */
export function formatted(source: Source, data: Values, settings: Settings): Written {
  const own = new Set(source.variables.map(({ name }) => name));
  const strange = Object.keys(data).filter((name) => !own.has(name));
  if (strange.length > 0)
    throw refusal(
      strange.map((name) => ({ path: `body.data.${name}`, message: 'is no variable of this template' })),
    );
  return told(written(source, { ...builtIn(settings), ...data }), () => 'body.data', 'with these data');
}

/** Conditions may leave nothing of a template, and variables make much of it: the bounds are those of words that a person writes. */
function told(words: Written, pathOf: (field: string) => string, how: string): Written {
  const { success, data, error } = tellableSchema.safeParse(words);
  if (success) return data;
  // Of nothing a schema says two things; the last is the plainer one.
  const problems = new Map(error.issues.map(({ path: [field = ''], message }) => [String(field), message]));
  throw refusal(
    [...problems].map(([field, message]) => ({
      path: pathOf(field),
      message: `make a ${field} that cannot be told ${how}: ${message}`,
    })),
  );
}

/** A title and text as HTML. */
export const htmlOf = ({ title, text }: Written): string =>
  [`<h1>${escapeHtml(title)}</h1>`, ...text.split('\n\n').map((each) => `<p>${escapeHtml(each)}</p>`)].join(
    '\n',
  );

const PARAGRAPH = /\n[^\S\n]*\n/;
const paragraphs = (text: string): string[] => text.split(PARAGRAPH).filter((each) => each.trim() !== '');

function written({ title, text }: Source, values: Values): Written {
  const parts = [title, ...paragraphs(text)];
  try {
    const [first = '', ...rest] = renderLiquid(compileLiquid(parts), values).parts;
    return { title: first, text: rest.filter((part) => part !== '').join('\n\n') };
  } catch (error) {
    if (!(error instanceof LiquidRefused)) throw error;
    const { missingVariable, message } = error;
    throw refusal([
      missingVariable === undefined
        ? { path: 'body.text', message }
        : { path: `body.data.${missingVariable}`, message: 'is missing, and the template names it' },
    ]);
  }
}

function compiled(text: string, field: 'title' | 'text') {
  try {
    return compileLiquid(paragraphs(text));
  } catch (error) {
    if (error instanceof LiquidRefused) throw refusal([{ path: `body.${field}`, message: error.message }]);
    throw error;
  }
}
