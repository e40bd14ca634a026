import { leadFacts } from '../../content/domain/lead-facts.ts';
import { compileLiquid, LiquidRefused, renderLiquid } from '../../content/domain/liquid.ts';
import { utcDay } from '../../kernel/clock.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';

const SLOTS = ['firstName', 'brandName', 'senderName', 'website'] as const;
type Slots = Partial<Record<(typeof SLOTS)[number], string>>;

/** What the slots of an answer stand for. A first name that does not look like one is unknown. */
export function slotsOf(
  { id, profile }: Lead,
  { brandName, senderName, website }: Pick<Settings, 'brandName' | 'senderName' | 'website'>,
  now: Date,
): Slots {
  const named = profile.firstName === undefined ? {} : { firstName: profile.firstName };
  const known = leadFacts({ leadId: id, ...named, observedOn: utcDay(now) }, undefined, now);
  const firstName = known.firstName?.value;
  return {
    brandName,
    senderName,
    website,
    ...(firstName === undefined ? {} : { firstName: String(firstName) }),
  };
}

/** A text with its slots filled in, line by line. @throws LiquidRefused */
export const filled = (text: string, slots: Slots): string =>
  renderLiquid(compileLiquid(text.split('\n')), slots)
    .parts.join('\n')
    .trim();

/** Why a text cannot be an answer to everybody; undefined when it can. */
export function slotProblem(text: string): string | undefined {
  try {
    const { variables } = compileLiquid(text.split('\n'));
    const foreign = variables.find((name) => !SLOTS.some((slot) => slot === name));
    if (foreign !== undefined) return `names ${foreign}; it may name ${SLOTS.join(', ')}`;
    const known = { brandName: 'Acme', senderName: 'Ann', website: 'https://acme.example' };
    filled(text, { ...known, firstName: 'Ada' });
    filled(text, known);
    return undefined;
  } catch (error) {
    if (!(error instanceof LiquidRefused)) throw error;
    return error.missingVariable === undefined
      ? `cannot be filled in: ${error.message}`
      : `names ${error.missingVariable} where it may be unknown: write {% if ${error.missingVariable} %}`;
  }
}
