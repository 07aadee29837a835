// One thing that somebody does to a case at a moment, ready to be played; and what the planning of a district starts from.

import type { MoveBody } from '#modules/cases/moves/contract-moves.ts';
import type { ReportInput } from '#modules/cases/reports/contract-reports.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import type { Day, Instant } from '#shared/time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import type { SeedClass } from '../catalogue.ts';
import type { SeedDistrict } from '../ground.ts';
import type { NameGenerator } from '../names.ts';
import type { Hands } from './hands.ts';

export type Doer =
  | { readonly kind: 'anonymous' | 'reporter' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'orderLink'; readonly orderId: string };

interface StepHead {
  readonly at: Instant;
  readonly key: string;
  readonly caseId: string;
  readonly by: Doer;
  /** A file of seeds/pictures, without its ending. */
  readonly picture?: { readonly id: string; readonly file: string };
}
export interface Said extends StepHead {
  readonly what: 'report';
  readonly input: Omit<ReportInput, 'secret' | 'attachmentIds'>;
}
export interface Moved extends StepHead {
  readonly what: 'move';
  readonly verb: MoveVerb;
  readonly moveId: string;
  readonly body: MoveBody;
}
export type Step = Said | Moved;

/** What everything of one district is planned from. */
export interface Desk {
  readonly district: SeedDistrict;
  readonly hands: Hands;
  readonly classes: ReadonlyMap<string, SeedClass>;
  readonly names: NameGenerator;
  readonly calendar: WorkingCalendar;
  readonly last: Day;
  readonly now: Instant;
}
