// Every fact the platform announces: past tense, ids and codes only, never words or persons' data.

export interface FactBodies {
  'case.reported': { caseId: string; reportId: string; channel: string; kind: string };
  'case.moved': { caseId: string; moveId: string; verb: string; from: string; to: string };
  /** Something was asked about a case from above (批示、督办、催办), and answered. */
  'case.asked': { caseId: string; directiveId: string };
  'case.replied': { caseId: string; directiveId: string };
  /** The time for a reply has passed and nobody has answered. */
  'case.replyLate': { caseId: string; directiveId: string };
  /** 多方联动 was started, or a step of it begun or done. */
  'case.collaborated': { caseId: string };
  'case.seen': { caseId: string; purpose: string };
  'workOrder.issued': { caseId: string; workOrderId: string; organisationId: string };
  'workOrder.due': { caseId: string; workOrderId: string };
  /** Not signed in time, on the way to its end, past it by steps, or its review has come. */
  'workOrder.rang': {
    caseId: string;
    workOrderId: string;
    step: 'unsigned' | 'half' | 'late' | 'review';
    /** Of a step after the end: how many natural hours after it. */
    hoursLate?: number;
  };
  'case.ratingLapsed': { caseId: string };
  /** Something happened in a whistle; the pages that show it load it again, also those of the organisations it calls. */
  'whistle.moved': { caseId: string; whistleId: string; organisationIds: readonly string[] };
  /** An early warning was opened, has grown, or somebody has acknowledged it. */
  'warning.changed': { warningId: string };
  'attachment.received': { attachmentId: string };
  /** `followsId`: the row whose boundary this one replaces; its open cases belong to the new one. */
  'grid.changed': { gridId: string; followsId?: string };
  'post.changed': { accountId: string };
}

export type FactName = keyof FactBodies;

/** A fact about to be announced: what became true, where, and how secret the matter is. */
export type Fact = {
  [Name in FactName]: { name: Name; path: string; secrecy?: 'open' | 'confidential' | 'restricted' } & FactBodies[Name];
}[FactName];
