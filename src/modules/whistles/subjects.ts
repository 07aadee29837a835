// REGISTER: what a whistle may be blown on, and what the module asks of each: who sees it, where it lies, what may be told of it.

import { seenCase, withoutReporters } from '#modules/cases/supervised.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';

import type { SubjectKind } from './rules.ts';

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly placeWords: string | null;
  readonly path: string;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly gridId: string | null;
  readonly secrecy: 'open' | 'confidential' | 'restricted';
  readonly isOver: boolean;
  /** Complained about: never called in on it. */
  readonly aboutOrganisationId: string | null;
}

interface SubjectRow {
  /** Under the actor's own sight. @throws {Problem} `not-found` */
  seen(ctx: TransactionContext, id: string): Promise<Subject>;
  /** Without anything that points to whoever reported. */
  clean(ctx: TransactionContext, safe: Safe, id: string, words: string): Promise<string>;
}

export const SUBJECTS: Readonly<Record<SubjectKind, SubjectRow>> = {
  case: {
    async seen(ctx, id) {
      const row = await seenCase(ctx, id);
      return {
        kind: 'case',
        id: row.id,
        number: row.number,
        summary: row.summary,
        placeWords: row.place_words,
        path: row.path,
        streetId: row.street_id,
        communityId: row.community_id,
        gridId: row.grid_id,
        secrecy: row.secrecy as Subject['secrecy'],
        isOver: row.closed_at !== null,
        aboutOrganisationId: row.about_organisation_id,
      };
    },
    clean: withoutReporters,
  },
};

/** For whoever sees the whistle and perhaps not the matter itself. */
export function subjectTold(ctx: TransactionContext, kind: SubjectKind, id: string): Promise<Subject> {
  return elevated(ctx, 'whistle', () => SUBJECTS[kind].seen(ctx, id));
}
