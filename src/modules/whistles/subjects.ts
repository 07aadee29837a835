// REGISTER: what a whistle may be blown on, and what the module asks of each: who sees it, where it lies, what may be told of it.

import { attachToCase } from '#modules/attachments/actions.ts';
import { seenCase, seenCases, withoutReporters } from '#modules/cases/supervised.ts';
import type { SeenCase } from '#modules/cases/supervised.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';

import type { SubjectKind } from './rules.ts';

export interface SubjectName {
  readonly kind: SubjectKind;
  readonly id: string;
}

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly placeWords: string | null;
  /** Where it lies on a map; null for a secret matter, which is on none. */
  readonly longitude: number | null;
  readonly latitude: number | null;
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
  /** Of many at once, those that are there. */
  seenAll(ctx: TransactionContext, ids: readonly string[]): Promise<Subject[]>;
  /** Without anything that points to whoever reported. */
  clean(ctx: TransactionContext, safe: Safe, id: string, words: string): Promise<string>;
  /** Keeps uploads of the actor with the matter. Inside a widened transaction. */
  attach(ctx: TransactionContext, id: string, attachmentIds: readonly string[]): Promise<void>;
}

export const SUBJECTS: Readonly<Record<SubjectKind, SubjectRow>> = {
  case: {
    seen: async (ctx, id) => subjectOfCase(await seenCase(ctx, id)),
    seenAll: async (ctx, ids) => (await seenCases(ctx, ids)).map(subjectOfCase),
    clean: withoutReporters,
    attach: (ctx, caseId, attachmentIds) => attachToCase(ctx, attachmentIds, { caseId, moveId: null, reportId: null }),
  },
};

function subjectOfCase(row: SeenCase): Subject {
  const isOpen = row.secrecy === 'open';
  return {
    kind: 'case',
    id: row.id,
    number: row.number,
    summary: row.summary,
    placeWords: row.place_words,
    longitude: isOpen ? row.longitude : null,
    latitude: isOpen ? row.latitude : null,
    path: row.path,
    streetId: row.street_id,
    communityId: row.community_id,
    gridId: row.grid_id,
    secrecy: row.secrecy as Subject['secrecy'],
    isOver: row.closed_at !== null,
    aboutOrganisationId: row.about_organisation_id,
  };
}

/** For whoever sees the whistle and perhaps not the matter itself. */
export function subjectTold(ctx: TransactionContext, kind: SubjectKind, id: string): Promise<Subject> {
  return elevated(ctx, 'whistle', () => SUBJECTS[kind].seen(ctx, id));
}

/** The matters of whistles the actor was just shown, by their ids. */
export async function subjectsTold(
  ctx: TransactionContext,
  whistles: readonly { subject_kind: string; subject_id: string }[],
): Promise<Map<string, Subject>> {
  const byKind = Map.groupBy(whistles, ({ subject_kind }) => subject_kind as SubjectKind);
  return elevated(ctx, 'whistle', async () => {
    const told = new Map<string, Subject>();
    for (const [kind, rows] of byKind) {
      const ids = [...new Set(rows.map(({ subject_id }) => subject_id))];
      for (const subject of await SUBJECTS[kind].seenAll(ctx, ids)) told.set(subject.id, subject);
    }
    return told;
  });
}
