/** What a line of the audit trail may say was done, and to what. Codes alone: the pages have the words. */

// prettier-ignore
export const AUDIT_ACTS = [
  'account.activationLink', 'account.invite', 'account.restore', 'account.revealPhone', 'account.suspend', 'account.uninvite',
  'area.change', 'area.create', 'building.change', 'building.create', 'calendar.write', 'case.exportDone', 'case.exported',
  'class.save', 'compound.change', 'compound.create', 'demo.moveClock', 'demo.remake', 'directList.change', 'dispatchRule.save',
  'dispatchRule.withdraw', 'duty.add', 'duty.change', 'duty.pattern', 'duty.remove', 'duty.save', 'duty.withdraw', 'figures.issue', 'grid.change',
  'grid.close', 'grid.create', 'grid.redraw', 'indicator.change', 'indicator.exported', 'organisation.change',
  'organisation.close', 'organisation.create', 'place.change', 'place.close', 'place.create', 'placeCode.issue',
  'placeCode.repoint', 'placeCode.retire', 'post.end', 'post.grant', 'post.period', 'reporter.lookedUp', 'reporter.opened',
  'role.override', 'session.end', 'setting.change', 'text.erased', 'workCard.issue', 'workCard.revoke',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

// prettier-ignore
export const AUDIT_SUBJECTS = [
  'account', 'area', 'building', 'class', 'compound', 'directList', 'dispatchRule', 'district', 'dutyItem', 'export', 'grid',
  'handover', 'indicator', 'invitation', 'organisation', 'phone', 'place', 'post', 'report', 'role', 'roster', 'setting', 'shift',
  'text', 'workCard',
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];
