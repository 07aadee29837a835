// What is typed into the form of an act, and the body it becomes. It lives as long as the page, so a closed sheet loses nothing.

import { newId } from '#shared/ids.ts';
import type { Draft } from '#web/parts/evidence.ts';

import { now } from '#web/parts/now.ts';

import { madeFor } from './move-fields.ts';
import type { FieldName, FormField } from './move-fields.ts';
import { instantOf } from './moments.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

export interface Typed {
  /** Of the move that will be sent, made once: sent again after no answer it is the same move. */
  readonly moveId: string;
  readonly made: Readonly<Record<string, string>>;
  readonly texts: Partial<Record<FieldName, string>>;
  readonly checked: Partial<Record<FieldName, string[]>>;
  place: { longitude: number; latitude: number } | undefined;
  /** The crew of the colleague that was chosen. */
  crewId: string | undefined;
  isTold: boolean;
  answeredBy: string;
  /** The number of the matter to merge into, as it was typed or proposed. */
  targetNumber: string;
  drafts: Draft[];
}

export function emptyTyped(verb: MoveVerb): Typed {
  return {
    moveId: newId(),
    made: madeFor(verb),
    texts: {},
    checked: {},
    place: undefined,
    crewId: undefined,
    isTold: false,
    answeredBy: '',
    targetNumber: '',
    drafts: [],
  };
}

/** Fields that were left empty are not sent; the server says which it asks for. */
export function bodyOf(fields: readonly FormField[], typed: Typed): Record<string, unknown> {
  const body: Record<string, unknown> = { ...typed.made };
  for (const { name, control } of fields) {
    const value = valueOf(name, control, typed);
    if (value !== undefined) body[name] = value;
  }
  if (typed.crewId !== undefined) body['organisationId'] = typed.crewId;
  if (typed.isTold && typed.answeredBy.trim() !== '') body['phoneAnsweredBy'] = typed.answeredBy.trim();
  return body;
}

function valueOf(name: FieldName, control: FormField['control'], typed: Typed): unknown {
  const text = typed.texts[name]?.trim() ?? '';
  switch (control) {
    case 'checks':
      return typed.checked[name]?.length ? typed.checked[name] : undefined;
    case 'pictures':
      return typed.drafts.length > 0 ? typed.drafts.map(({ id }) => id) : undefined;
    case 'flag':
      return text === 'true' ? true : undefined;
    case 'told':
      return typed.isTold ? now() : undefined;
    case 'place':
      return typed.place === undefined ? undefined : { ...typed.place, crs: 'CGCS2000' };
    case 'moment':
      return text === '' ? undefined : instantOf(text);
    case 'about':
      return text === '' ? undefined : { accountId: null, organisationId: text };
    default:
      return text === '' ? undefined : text;
  }
}
