// What is proposed for a case: the class its words sound like, and whom that class is sent to here. Filled in, never decided.

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import { proposalsFor } from '#web/parts/ask-proposals.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { readProposal } from '#web/parts/routes.ts';

import type { Typed } from '../cases/typed.ts';
import { knownClasses } from '../known.ts';
import type { CaseClass } from '../known.ts';
import { api } from '../session.ts';
import { say } from './say.ts';

export interface Proposed {
  /** The settled one, else the one its words sound like. */
  readonly class: CaseClass | undefined;
  /** Why that one is proposed; empty for a class that is settled. */
  readonly because: readonly string[];
  readonly organisation: AnswerTo<typeof readProposal>['organisation'];
}

export interface Asked {
  readonly id: string;
  readonly classCode: string | null;
  readonly summary: string;
}

/** @throws {Refused | NoAnswer} */
export async function proposeFor({ id, classCode, summary }: Asked, words: string = summary): Promise<Proposed> {
  const classes = await knownClasses();
  const settled = classes.find(({ code }) => code === classCode);
  const sounding = classCode === null ? (await proposalsFor(api, { words }, classes)).class : null;
  const meant = settled ?? classes.find(({ code }) => code === sounding?.code);
  if (meant === undefined) return { class: undefined, because: [], organisation: null };
  const query = { classCode: classCode === null ? meant.code : undefined };
  const { organisation } = await api.call(readProposal, { params: { id }, query });
  return { class: meant, because: sounding?.because ?? [], organisation };
}

/** `建议派给 市政养护所（…）`; empty where nobody is proposed. */
export function proposalWords({ organisation, class: meant }: Proposed): string {
  if (organisation === null || meant === undefined) return '';
  const rule = organisation.rule === null ? '' : say(`proposal.${organisation.rule}`);
  const { count, of, clause } = organisation;
  const data = { organisation: organisation.name, class: meant.name, count, of, rule, clause: clause ?? '' };
  return say(`proposal.${organisation.because}`, data);
}

/** What the forms of the acts begin with. A class that is settled needs no filling in. */
export function prefillOf({
  class: meant,
  because,
  organisation,
}: Proposed): Partial<Record<MoveVerb, Typed['texts']>> {
  const ofClass: Typed['texts'] = meant === undefined || because.length === 0 ? {} : { classCode: meant.code };
  const ofOrganisation: Typed['texts'] = organisation === null ? {} : { organisationId: organisation.id };
  return { file: ofClass, classify: ofClass, resolveOnSpot: ofClass, dispatch: { ...ofClass, ...ofOrganisation } };
}
