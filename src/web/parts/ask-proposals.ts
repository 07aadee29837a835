// Asks what some words sound like; where nobody answers, the catalogue that is here says it. A draft, never a decision.

import { newId } from '#shared/ids.ts';

import { NoAnswer, Refused } from './api.ts';
import type { Api } from './api.ts';
import { keepHere, readKept } from './kept-here.ts';
import { proposeClass } from './propose-class.ts';
import type { Candidate } from './propose-class.ts';
import type { AnswerTo } from './route.ts';
import { askProposals, noteTake } from './routes.ts';

export type Proposals = AnswerTo<typeof askProposals>;

const LEAST_CHARACTERS = 2;
/** Whether the district wants proposals, as it was last heard: without signal nobody else can say it. */
const KEPT = 'proposals';

/** @param classes what is proposed from while there is no signal, and where nothing was learned yet */
export async function proposalsFor(
  api: Api,
  { words, communityId }: { words: string; communityId?: string | undefined },
  classes: readonly Candidate[],
): Promise<Proposals> {
  const said = words.trim();
  if ([...said].length < LEAST_CHARACTERS) return nothing(true);
  try {
    const input = { words: said, ...(communityId === undefined ? {} : { communityId }) };
    const told = await api.call(askProposals, { input });
    keepHere(KEPT, told.isOn ? 'on' : 'off');
    // What was closed so far says nothing: the catalogue's own words still may.
    return told.isOn && told.class === null ? { ...told, class: soundingClass(said, classes) } : told;
  } catch (error) {
    if (error instanceof Refused) return nothing(false);
    if (!(error instanceof NoAnswer)) throw error;
    if (readKept(KEPT) === 'off') return nothing(false);
    return { ...nothing(true), class: soundingClass(said, classes) };
  }
}

function soundingClass(words: string, classes: readonly Candidate[]): Proposals['class'] {
  const found = proposeClass(words, classes);
  if (found === undefined) return null;
  const { code, name } = found.class;
  return { code, name, because: [...found.because] };
}

export interface Take {
  readonly part: 'class' | 'kind' | 'urgency' | 'place' | 'organisation';
  readonly room: 'intake' | 'desk' | 'worker';
  readonly wasTaken: boolean;
  readonly classCode?: string;
}

/** Counted where somebody answers; nobody waits for it, and a count that is lost is no harm. */
export async function tellTake(api: Api, take: Take): Promise<void> {
  try {
    await api.call(noteTake, { input: { id: newId(), ...take } });
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof Refused)) throw error;
  }
}

function nothing(isOn: boolean): Proposals {
  return { isOn, class: null, kind: null, urgency: null, place: null };
}
