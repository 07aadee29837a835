/**
 * REGISTER: every permission, and the roles that hold it by default. A district may change the defaults: what a role
 * may do is data, never an `if` in the code.
 */

export const PERMISSIONS = {
  'case.read': { zh: '查看事件', en: 'See cases' },
  'case.readConfidential': { zh: '查看保密事件', en: 'See confidential cases' },
  'case.readRestricted': { zh: '查看限制事件', en: 'See restricted cases' },
  'case.report': { zh: '上报', en: 'Report' },
  'case.reportForOther': { zh: '代录', en: 'Report for somebody else' },
  'case.supplement': { zh: '补充', en: 'Supplement' },
  'case.withdraw': { zh: '代为撤回', en: 'Withdraw for the reporter' },
  'case.confirm': { zh: '核实', en: 'Confirm on site' },
  'case.classify': { zh: '确定类别和地点', en: 'Settle kind, class and place' },
  'case.file': { zh: '立案', en: 'File' },
  'case.reject': { zh: '不予受理', en: 'Refuse' },
  'case.cancel': { zh: '注销', en: 'Cancel' },
  'case.resolveOnSpot': { zh: '当场办结', en: 'Resolve on the spot' },
  'case.answer': { zh: '答复', en: 'Answer' },
  'case.escalate': { zh: '上报上一级', en: 'Escalate one level' },
  'case.handDown': { zh: '交办', en: 'Hand down' },
  'case.dispatchDirect': { zh: '直派', en: 'Dispatch directly' },
  'case.dispatchPartner': { zh: '派遣共建单位', en: 'Dispatch to own partners' },
  'case.dispatch': { zh: '派遣、改派', en: 'Dispatch and redispatch' },
  'case.merge': { zh: '并案', en: 'Merge' },
  'case.split': { zh: '拆分', en: 'Split' },
  'case.approveSendBack': { zh: '审核退回', en: 'Decide send-backs' },
  'case.sendToVerify': { zh: '送核查、退回重办', en: 'Send to verification, return to the organisation' },
  'case.verify': { zh: '核查', en: 'Verify on site' },
  'case.verifyByRecord': { zh: '凭文书核查', en: "Verify by the authority's record" },
  'case.close': { zh: '结案', en: 'Close' },
  'case.closeOwn': { zh: '自办结案', en: 'Close own work' },
  'case.callBack': { zh: '回访', en: 'Call the reporter back' },
  'case.recheck': { zh: '抽查', en: 'Re-check closed cases' },
  'case.askExtension': { zh: '申请延期、挂账', en: 'Ask for extension or suspension' },
  'case.approveExtension': { zh: '审批标准延期', en: 'Approve a standard extension' },
  'case.approveSuspension': { zh: '审批再次延期、挂账', en: 'Approve further extension and suspension' },
  'case.arbitrate': { zh: '裁定', en: 'Arbitrate' },
  'case.supervise': { zh: '督办、批示', en: 'Supervise and instruct' },
  'whistle.blow': { zh: '吹哨', en: 'Call in' },
  'whistle.answer': { zh: '接哨、报到', en: 'Answer a call and report in' },
  'whistle.decide': { zh: '审定退哨', en: 'Decide returns of calls' },
  'whistle.approve': { zh: '审批街道向区吹哨', en: 'Approve calls from a street to the district' },

  'workOrder.read': { zh: '查看本单位工单', en: "See the organisation's work orders" },
  'workOrder.acknowledge': { zh: '签收', en: 'Acknowledge' },
  'workOrder.assign': { zh: '内部交办', en: 'Assign inside the organisation' },
  'workOrder.sendBack': { zh: '退回申请', en: 'Ask to send back' },
  'workOrder.feedback': { zh: '反馈', en: 'Give feedback' },
  'workOrder.askToRelay': { zh: '请网格员联系反映人', en: 'Ask the grid worker to contact the reporter' },

  'reporter.contact': { zh: '联系反映人', en: 'Contact the reporter' },
  'reporter.reveal': { zh: '打开反映人信息', en: "Open the reporter's data" },
  'attachment.add': { zh: '上传附件', en: 'Add attachments' },
  'attachment.read': { zh: '查看附件', en: 'See attachments' },

  'account.manage': { zh: '管理账号', en: 'Manage accounts' },
  'account.invite': { zh: '邀请加入', en: 'Invite by code' },
  'role.grant': { zh: '授予岗位', en: 'Grant roles' },
  'area.manage': { zh: '管理区域', en: 'Manage areas' },
  'grid.manage': { zh: '管理网格', en: 'Manage grids' },
  'place.manage': { zh: '管理地点和码牌', en: 'Manage places and codes' },
  'organisation.manage': { zh: '管理单位', en: 'Manage organisations' },
  'catalogue.manage': { zh: '管理事件目录', en: 'Manage the catalogue' },
  'district.settings': { zh: '区级设置', en: 'District settings' },
  'remark.read': { zh: '看意见箱', en: 'Read the suggestion box' },
  'duty.manage': { zh: '排班', en: 'Fill the duty roster' },
  'figure.read': { zh: '查看统计', en: 'See figures' },
  'audit.read': { zh: '查看审计', en: 'Read the audit trail' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_KEYS = Object.keys(PERMISSIONS) as Permission[];

/** Levels at which a case is held, lowest first. */
export const LEVELS = ['microGrid', 'grid', 'community', 'street', 'district'] as const;
export type Level = (typeof LEVELS)[number];

interface RoleRow {
  title: { zh: string; en: string };
  /** What a grant of this role is tied to. */
  grantedOn: 'area' | 'grid' | 'organisation';
  /** Levels whose cases the role holds; a role that only assists holds none. */
  actsFor: readonly Level[];
  permissions: readonly Permission[];
  /** What the role may pass on without being able to use it: administrators give posts, they do not read cases. */
  passesOn?: readonly Permission[];
  /** Joins by a code with the least data, invited by somebody who holds `account.invite`. */
  joinsByCode?: true;
}

// prettier-ignore
const MICRO_GRID: readonly Permission[] = [
  'case.read', 'case.report', 'case.reportForOther', 'case.confirm', 'case.resolveOnSpot', 'case.escalate',
  'case.verify', 'attachment.add', 'attachment.read', 'whistle.blow',
];

// prettier-ignore
const GRID: readonly Permission[] = [
  ...MICRO_GRID,
  'case.classify', 'case.file', 'case.answer', 'case.dispatchDirect', 'case.closeOwn', 'reporter.contact',
  'workOrder.feedback', 'account.invite', 'figure.read',
];

// prettier-ignore
const COMMUNITY: readonly Permission[] = [
  ...MICRO_GRID,
  'case.classify', 'case.file', 'case.answer', 'case.dispatchDirect', 'case.supplement', 'case.withdraw',
  'case.reject', 'case.cancel', 'case.handDown', 'case.dispatchPartner', 'case.merge', 'case.split',
  'case.sendToVerify', 'case.close', 'case.callBack', 'case.askExtension', 'reporter.contact', 'account.invite',
  'duty.manage', 'figure.read', 'whistle.answer',
];

// prettier-ignore
const DISPATCH: readonly Permission[] = [
  'case.read', 'case.readConfidential', 'case.report', 'case.reportForOther', 'case.supplement', 'case.withdraw',
  'case.classify', 'case.file', 'case.answer', 'case.reject', 'case.cancel', 'case.handDown', 'case.dispatchDirect',
  'case.dispatch', 'case.merge', 'case.split', 'case.sendToVerify', 'case.verifyByRecord', 'case.close',
  'reporter.contact', 'attachment.add', 'attachment.read', 'whistle.blow', 'whistle.answer', 'whistle.decide', 'figure.read',
];

// prettier-ignore
const ORGANISATION: readonly Permission[] = [
  'workOrder.read', 'workOrder.feedback', 'workOrder.askToRelay', 'attachment.add', 'attachment.read',
  'whistle.answer',
];

/** Sensitive enough that the system administrator may not even pass them on: the security administrator does. */
const KEPT_APART: readonly Permission[] = ['case.readRestricted', 'reporter.reveal', 'audit.read'];

export const ROLES = {
  microGridMember: {
    title: { zh: '微网格员', en: 'Micro-grid member' },
    grantedOn: 'grid',
    actsFor: ['microGrid'],
    permissions: MICRO_GRID,
    joinsByCode: true,
  },
  mobileReporter: {
    title: { zh: '流动网格员', en: 'Mobile reporter' },
    grantedOn: 'area',
    actsFor: [],
    permissions: ['case.report', 'attachment.add'],
    joinsByCode: true,
  },
  gridWorker: { title: { zh: '网格员', en: 'Grid worker' }, grantedOn: 'grid', actsFor: ['grid'], permissions: GRID },
  gridLead: {
    title: { zh: '网格长', en: 'Grid lead' },
    grantedOn: 'grid',
    // One column with the community: the community's secretary is the lead of its grid.
    actsFor: ['grid', 'community'],
    permissions: [...COMMUNITY, 'case.readConfidential', 'reporter.reveal'],
  },
  communityOfficer: {
    title: { zh: '社区工作者', en: 'Community officer' },
    grantedOn: 'area',
    actsFor: ['community'],
    permissions: COMMUNITY,
  },
  streetDispatcher: {
    title: { zh: '街道分拨员', en: 'Street dispatcher' },
    grantedOn: 'area',
    actsFor: ['street'],
    permissions: [...DISPATCH, 'case.escalate', 'case.supervise', 'duty.manage'],
  },
  districtDispatcher: {
    title: { zh: '区派遣员', en: 'District dispatcher' },
    grantedOn: 'area',
    actsFor: ['district'],
    permissions: [...DISPATCH, 'case.supervise', 'duty.manage'],
  },
  dutyChief: {
    title: { zh: '值班长', en: 'Duty chief' },
    grantedOn: 'area',
    // 'district' counts only for a chief granted on the district itself (see actingLevels).
    actsFor: ['street', 'district'],
    permissions: [
      ...DISPATCH,
      'case.readRestricted',
      'case.escalate',
      // Calls in matters nobody else may see.
      'case.callBack',
      'case.approveSendBack',
      'case.approveExtension',
      'case.arbitrate',
      'case.supervise',
      'duty.manage',
      'remark.read',
      'reporter.reveal',
    ],
  },
  orgReceiver: {
    title: { zh: '单位收件人', en: 'Receiver of an organisation' },
    grantedOn: 'organisation',
    actsFor: [],
    permissions: [
      ...ORGANISATION,
      'workOrder.acknowledge',
      'workOrder.assign',
      'workOrder.sendBack',
      'case.askExtension',
      'duty.manage',
    ],
  },
  orgHandler: {
    title: { zh: '单位承办人', en: 'Handler of an organisation' },
    grantedOn: 'organisation',
    actsFor: [],
    permissions: [...ORGANISATION, 'case.report'],
  },
  approver: {
    title: { zh: '分管领导', en: 'Leader in charge' },
    grantedOn: 'area',
    actsFor: [],
    permissions: [
      'case.read',
      'case.approveSuspension',
      'case.supervise',
      'whistle.approve',
      'attachment.read',
      'figure.read',
    ],
  },
  callbackOfficer: {
    title: { zh: '回访员', en: 'Call-back officer' },
    grantedOn: 'area',
    actsFor: [],
    permissions: ['case.read', 'case.callBack', 'case.recheck', 'reporter.contact', 'attachment.read', 'figure.read'],
  },
  oversightOfficer: {
    title: { zh: '督查', en: 'Oversight officer' },
    grantedOn: 'area',
    actsFor: [],
    permissions: [
      'case.read',
      'case.readConfidential',
      'case.callBack',
      'case.recheck',
      'case.supervise',
      'remark.read',
      'reporter.contact',
      'attachment.read',
      'figure.read',
    ],
  },
  partner: {
    title: { zh: '社会力量（医生、律师）', en: 'Partner (doctor, lawyer)' },
    grantedOn: 'area',
    actsFor: [],
    permissions: ['case.report', 'attachment.add'],
  },
  districtAdmin: {
    title: { zh: '系统管理员', en: 'District administrator' },
    grantedOn: 'area',
    actsFor: [],
    permissions: [
      'account.manage',
      'account.invite',
      'role.grant',
      'area.manage',
      'grid.manage',
      'place.manage',
      'organisation.manage',
      'catalogue.manage',
      'district.settings',
      'figure.read',
    ],
    passesOn: PERMISSION_KEYS.filter((key) => !KEPT_APART.includes(key)),
  },
  securityAdmin: {
    title: { zh: '安全管理员', en: 'Security administrator' },
    grantedOn: 'area',
    actsFor: [],
    permissions: ['role.grant'],
    passesOn: PERMISSION_KEYS,
  },
  auditor: { title: { zh: '审计管理员', en: 'Auditor' }, grantedOn: 'area', actsFor: [], permissions: ['audit.read'] },
} as const satisfies Record<string, RoleRow>;

export type Role = keyof typeof ROLES;

export const ROLE_KEYS = Object.keys(ROLES) as Role[];

/** One post of one person. `path` ends with its separator: '/yunting/jg/cw/g03/'. */
export interface Grant {
  readonly role: Role;
  readonly path: string;
  readonly organisationId: string | null;
  readonly permissions: ReadonlySet<string>;
}

export interface Holder {
  readonly grants: readonly Grant[];
}

export function permissionsOf(role: Role): readonly Permission[] {
  return ROLES[role].permissions;
}

/** A grant with the permissions its role has by default. */
export function defaultGrant(role: Role, path: string, organisationId: string | null = null): Grant {
  return { role, path, organisationId, permissions: new Set(permissionsOf(role)) };
}

/** Does the path `inner` lie in `outer`, or is it the same? An empty path contains nothing: no scope shows no rows. */
export function contains(outer: string, inner: string): boolean {
  return outer.length > 1 && outer.endsWith('/') && inner.startsWith(outer);
}

/** By area. A post in an organisation opens its work orders (holdsFor), never the area it lies in. */
export function holds(actor: Holder, permission: Permission, path: string): boolean {
  return grantsFor(actor, permission, path).length > 0;
}

export function holdsFor(actor: Holder, permission: Permission, organisationId: string): boolean {
  return actor.grants.some((grant) => grant.organisationId === organisationId && grant.permissions.has(permission));
}

export function holdsAnywhere(actor: Holder, permission: Permission): boolean {
  return actor.grants.some((grant) => grant.permissions.has(permission));
}

export function grantsFor(actor: Holder, permission: Permission, path: string): Grant[] {
  return actor.grants.filter(
    (grant) => grant.organisationId === null && contains(grant.path, path) && grant.permissions.has(permission),
  );
}

export function rolesHolding(permission: Permission): Role[] {
  return ROLE_KEYS.filter((role) => permissionsOf(role).includes(permission));
}

/** What keeps `giver` from giving `wanted`; undefined when he may. Nobody grants what he does not hold, or pass on. */
export function grantRefusal(giver: Holder, wanted: Grant): { missing: Permission[] } | undefined {
  const byCode = 'joinsByCode' in ROLES[wanted.role] && holds(giver, 'account.invite', wanted.path);
  if (!byCode && !holds(giver, 'role.grant', wanted.path)) return { missing: ['role.grant'] };
  const missing = PERMISSION_KEYS.filter((key) => carries(wanted, key) && !holdsToGive(giver, key, wanted.path));
  return missing.length > 0 ? { missing } : undefined;
}

function holdsToGive(giver: Holder, permission: Permission, path: string): boolean {
  return giver.grants.some(
    (grant) => grant.organisationId === null && contains(grant.path, path) && carries(grant, permission),
  );
}

/** An administrator's post carries what it passes on: who receives the post can pass it on in turn. */
function carries(grant: Grant, permission: Permission): boolean {
  const row: RoleRow = ROLES[grant.role];
  return grant.permissions.has(permission) || (row.passesOn ?? []).includes(permission);
}
