// Which class of the catalogue the words sound like, and by which of them: a proposal with its reason, never a decision.

import { bigrams } from '#shared/chinese.ts';

export interface Candidate {
  readonly code: string;
  readonly name: string;
  readonly filingCondition: string;
}

export interface Proposal<C> {
  readonly class: C;
  /** The pairs of characters that the words and the class share. */
  readonly because: readonly string[];
}

/** The name of a class says more than its condition. */
const NAME_WEIGHT = 3;
const ENOUGH = 3;

/** Undefined when nothing fits, or two fit equally well: then the person chooses. */
export function proposeClass<C extends Candidate>(words: string, classes: readonly C[]): Proposal<C> | undefined {
  const said = new Set(bigrams(words));
  const scored = classes
    .map((each) => {
      const inName = bigrams(each.name).filter((pair) => said.has(pair));
      const inCondition = bigrams(each.filingCondition).filter((pair) => said.has(pair) && !inName.includes(pair));
      return {
        class: each,
        because: [...inName, ...inCondition],
        score: inName.length * NAME_WEIGHT + inCondition.length,
      };
    })
    .filter(({ score }) => score >= ENOUGH)
    .sort((one, other) => other.score - one.score);
  const [best, second] = scored;
  if (best === undefined || best.score === second?.score) return undefined;
  return { class: best.class, because: best.because };
}
