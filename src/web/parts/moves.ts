// Moves of a case: one operation a verb, all alike in form.

import type { MOVES } from '#modules/cases/moves/contract-moves.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import { route } from './route.ts';
import type { Route } from './route.ts';

export function moveRoute(verb: MoveVerb): Route<(typeof MOVES)[MoveVerb]> {
  return route('POST', `/cases/:id/${verb}`);
}
