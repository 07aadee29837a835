/**
 * REGISTER: every way the platform says no. A slug is public and never changes its meaning. Title and detail are for
 * developers; the words on screen are made from slug and extras.
 */

export const PROBLEMS = {
  // what was sent
  'input-unreadable': { status: 400, title: 'The body or an address part cannot be read' },
  'input-invalid': { status: 422, title: 'One or more fields are missing or wrong' },
  'too-large': { status: 413, title: 'The body is larger than this address accepts' },
  'file-not-accepted': { status: 422, title: 'The file is no picture or recording of a kind that is accepted' },
  'sheet-unreadable': { status: 422, title: 'The file is not a workbook that can be read' },
  'sheet-wrong': { status: 422, title: 'One or more cells are wrong; nothing was taken over' },
  'id-taken': { status: 409, title: 'The id was used before with other content or by somebody else' },

  'media-type-not-accepted': { status: 415, title: 'The body is of a type this address does not accept' },

  // who asks
  'wrong-origin': { status: 403, title: 'The request comes from a page of another site' },
  'signed-out': { status: 401, title: 'This needs somebody who is signed in' },
  'permission-missing': { status: 403, title: 'The actor does not hold the permission this needs' },
  'grant-beyond-own': { status: 403, title: 'Nobody grants what he does not hold himself' },
  'last-administrator': { status: 409, title: 'The last administrator of a district stays' },
  'too-many-tries': { status: 429, title: 'Too many tries; wait before the next one' },
  'sign-in-refused': { status: 401, title: 'What was given does not open an account' },
  'demo-only': { status: 403, title: 'Only demo accounts of demo districts enter without a password' },
  'one-time-link-spent': { status: 410, title: 'The one-time link was used, has expired, or never was' },
  'account-serves-elsewhere': {
    status: 409,
    title: 'The account also serves another district, which alone must not change its door',
  },
  'leave-through-administrator': { status: 409, title: 'Only who joined by a code leaves by himself' },

  'order-link-locked': { status: 401, title: 'The order link opens with the code sent to the duty phone' },
  'code-wrong': { status: 403, title: 'The code is wrong, used or over' },
  'phone-away': { status: 503, title: 'No message can be sent to a phone at the moment' },

  // what it is about
  'not-found': { status: 404, title: 'There is no such thing, or it lies outside what the actor may see' },

  // attachments
  'attachment-not-ready': { status: 409, title: 'The picture is still being prepared' },

  // the case
  'case-move-refused': { status: 409, title: 'The case does not allow this move now' },
  'case-changed': { status: 409, title: 'The case has moved on since the actor saw it' },
  'level-holds-elsewhere': { status: 409, title: 'The case is held at a level the actor does not act for' },
  'level-not-next': { status: 409, title: 'A case goes up exactly one level, and is handed down only to a lower one' },
  'kind-has-another-path': { status: 409, title: 'A matter of this kind takes another path' },
  'class-missing': { status: 409, title: 'The class has to be settled first' },
  'class-not-direct': { status: 409, title: 'Matters of this class are not dispatched directly' },
  'organisation-not-on-direct-list': { status: 409, title: "The organisation is not on the grid's direct list" },
  'organisation-not-partner': { status: 409, title: 'The organisation is not a partner of this community' },
  'item-taken-back': { status: 409, title: 'The district has taken this item back: no street handles it' },
  'item-led-by-department': {
    status: 409,
    title: 'A department of the district leads this item; the street supports it',
  },
  'item-not-admitted': { status: 409, title: 'Tasks of this class do not come down to a grid' },
  'organisation-complained-about': { status: 409, title: 'The one complained about does not handle the complaint' },
  'organisation-already-asked': {
    status: 409,
    title: 'The organisation already holds an open work order in this case',
  },
  'already-dispatched': { status: 409, title: 'A case can be withdrawn only before it was dispatched' },
  'work-order-open': { status: 409, title: 'A work order of this case is still open' },
  'send-back-undecided': { status: 409, title: 'A send-back has been asked for and is not decided yet' },
  'send-back-late': { status: 409, title: 'The time for asking to send the order back has passed' },
  'calendar-year-missing': {
    status: 409,
    title: 'The working calendar has no days off of the year in which it would be due',
  },
  'extension-late': { status: 409, title: 'More time is asked for before the limit ends, not after' },
  'extension-out-of-range': { status: 422, title: 'The new end lies outside what the class allows' },
  'extension-decided-above': { status: 403, title: 'This extension is decided by the leader in charge' },
  'review-out-of-range': { status: 422, title: 'The next review lies in the future and within a year' },
  'application-undecided': { status: 409, title: 'More time has been asked for and is not decided yet' },
  'nothing-asked': { status: 409, title: 'Nothing of the kind has been asked for' },
  'work-order-suspended': { status: 409, title: 'The work order is suspended' },
  'send-back-decided-above': { status: 403, title: 'A send-back for duty or ownership is decided by the district' },
  'arbitration-waits': { status: 409, title: 'The district is to settle whose it is first' },
  'arbitration-binds': { status: 409, title: 'The district has settled that it belongs to this organisation' },
  'decision-missing': { status: 409, title: 'Those whom it concerns have not decided for it on paper' },
  'dispatch-rule-conflict': {
    status: 409,
    title: 'Another dispatch rule says something else of the same class and place',
  },
  'evidence-missing': { status: 422, title: 'None of the evidence kinds this class accepts was given' },
  'verifier-is-handler': {
    status: 409,
    title: 'Who handled a matter, or belongs to the organisation that did, does not verify it',
  },
  'not-verified': { status: 409, title: 'The case has not been verified as solved' },
  'not-own-work': { status: 409, title: 'The grid closes only what it settled itself' },
  'reopen-late': { status: 409, title: 'The time for reopening has passed' },
  'community-call-first': { status: 409, title: 'After a second reopening the community calls the reporter first' },
  'reviewer-involved': { status: 409, title: 'After a third reopening only somebody never involved decides' },
  'recheck-is-anothers': { status: 403, title: 'Somebody else was drawn to re-check this case' },
  'rating-answered': { status: 409, title: 'This rating has been answered' },
  'objection-used': { status: 409, title: 'A refusal can be objected to once' },
  'whistle-move-refused': { status: 409, title: 'The whistle does not allow this now' },
  'whistle-target-refused': { status: 422, title: 'This level may not call them in' },
  'directive-answered': { status: 409, title: 'The directive has been answered already' },
  'merge-impossible': { status: 409, title: 'These two cases cannot be merged' },

  // the ground
  'changed-meanwhile': { status: 409, title: 'Somebody else has changed it since the actor saw it' },
  'versions-overlap': { status: 409, title: 'The version would be valid while another one is' },
  'already-taken': { status: 409, title: 'A code or key that must be unique is in use' },
  'still-in-use': { status: 409, title: 'It cannot be closed while others stand on it' },
  'already-closed': { status: 409, title: 'It was closed or retired before and cannot be changed any more' },
  'boundary-faulty': { status: 422, title: 'The boundary cannot be used as it was drawn' },
  'grid-overlap': { status: 409, title: 'The boundary overlaps another grid of the same level' },
  'grid-outside-parent': { status: 409, title: 'The boundary reaches beyond the grid it belongs to' },

  'base-map-away': { status: 503, title: 'The base map does not answer, or not with a picture' },
  // papers
  'public-url-missing': { status: 409, title: 'No public address is set, so a printed code would lead nowhere' },
  'pdf-font-missing': { status: 409, title: 'No font with Chinese characters was found, so no PDF can be made' },
  // demo districts
  'demo-clock-at-end': { status: 409, title: 'The clock of the demo cannot be moved further; make the demo anew' },
  'demo-being-remade': { status: 409, title: 'The demo district is being made anew' },
  'demo-remade-elsewhere': { status: 409, title: 'This process may not make a district anew; the operator does' },

  // the house
  starting: { status: 503, title: 'The platform is starting' },
  'district-behind': { status: 503, title: 'The district is being brought up to date' },
  'database-away': { status: 503, title: 'The database does not answer; nothing was saved' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemSlug = keyof typeof PROBLEMS;
export type ProblemExtras = Readonly<Record<string, unknown>>;

/** A refusal. It becomes `application/problem+json` at the edge (RFC 9457). */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly extras: ProblemExtras;

  constructor(slug: ProblemSlug, detail: string, extras: ProblemExtras) {
    super(`${slug}: ${detail}`);
    this.name = 'Problem';
    this.slug = slug;
    this.status = PROBLEMS[slug].status;
    this.title = PROBLEMS[slug].title;
    this.detail = detail;
    this.extras = extras;
  }
}

export function problem(slug: ProblemSlug, detail: string, extras: ProblemExtras = {}): Problem {
  return new Problem(slug, detail, extras);
}
