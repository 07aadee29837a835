// What stands in the invented town: areas, grids, organisations, classes and people, with ids that are always the same.

import { createHash } from 'node:crypto';

import type { Role } from '../src/permissions.ts';

/** The same name gives the same id. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const DISTRICTS = {
  yunting: { id: idOf('district yunting'), name: '云汀区', regionCode: '990101' },
  chengan: { id: idOf('district chengan'), name: '澄岸区', regionCode: '990102' },
} as const;
export type DistrictKey = keyof typeof DISTRICTS;

const area = (district: DistrictKey, path: string, level: string, name: string, code: string) => ({
  id: idOf(`area ${path}`),
  district,
  path,
  level,
  name,
  code,
  key: path.split('/').at(-2) ?? '',
  parent: path.split('/').length === 3 ? null : idOf(`area ${path.split('/').slice(0, -2).join('/')}/`),
});

export const AREAS = [
  area('yunting', '/yunting/', 'district', '云汀区', '990101'),
  area('yunting', '/yunting/jg/', 'street', '旧港街道', '990101003'),
  area('yunting', '/yunting/jg/cw/', 'community', '船坞新村', '990101003012'),
  area('yunting', '/yunting/jt/', 'street', '锦汀街道', '990101004'),
  area('yunting', '/yunting/jt/rt/', 'community', '榕汀', '990101004001'),
  area('chengan', '/chengan/', 'district', '澄岸区', '990102'),
  area('chengan', '/chengan/mt/', 'street', '梅汀街道', '990102001'),
  area('chengan', '/chengan/mt/st/', 'community', '石桥', '990102001001'),
];

const SIDE = 0.002;

/** A square of about 170 × 220 m on empty ground; neighbours share a side. */
function square(column: number, row: number, side = SIDE) {
  const [west, south] = [95 + column * SIDE, 40 + row * SIDE];
  const ring = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ].map(([longitude, latitude]) => [Number(longitude!.toFixed(7)), Number(latitude!.toFixed(7))]);
  return { type: 'Polygon' as const, coordinates: [ring] };
}

const grid = (path: string, name: string, column: number, row: number, kind = 'general', side = SIDE) => {
  const parts = path.split('/').slice(1, -1);
  const isMicro = kind === 'micro';
  const community = `/${parts.slice(0, 3).join('/')}/`;
  return {
    id: idOf(`grid ${path}`),
    district: parts[0] as DistrictKey,
    path,
    key: parts.at(-1)!,
    name,
    kind,
    communityId: idOf(`area ${community}`),
    streetId: idOf(`area /${parts.slice(0, 2).join('/')}/`),
    parentId: isMicro ? idOf(`grid /${parts.slice(0, 4).join('/')}/`) : null,
    code: `${AREAS.find((candidate) => candidate.path === community)!.code}${parts
      .at(-1)!
      .replace(/\D/g, '')
      .padStart(3, isMicro ? '9' : '0')}`,
    boundary: square(column, row, side),
    middle: { longitude: 95 + column * SIDE + side / 2, latitude: 40 + row * SIDE + side / 2 },
  };
};

export const GRIDS = [
  grid('/yunting/jg/cw/g01/', '旧港第1网格', 0, 0),
  grid('/yunting/jg/cw/g02/', '旧港第2网格', 1, 0),
  grid('/yunting/jg/cw/g03/', '旧港第3网格', 2, 0),
  grid('/yunting/jg/cw/g04/', '旧港第4网格', 3, 0),
  grid('/yunting/jg/cw/g03/m01/', '3栋4栋微网格', 2, 0, 'micro', 0.001),
  grid('/yunting/jt/rt/g01/', '榕汀第1网格', 10, 0),
  grid('/yunting/jt/rt/g01/m01/', '榕汀1号微网格', 10, 0, 'micro', 0.001),
  grid('/chengan/mt/st/g01/', '石桥第1网格', 100, 0),
];

const organisation = (
  key: string,
  name: string,
  kind: string,
  extra: { parent?: string; usesAccounts?: boolean; district?: DistrictKey } = {},
) => ({
  id: idOf(`organisation ${extra.district ?? 'yunting'} ${key}`),
  key,
  name,
  kind,
  district: extra.district ?? ('yunting' as DistrictKey),
  parentId: extra.parent === undefined ? null : idOf(`organisation ${extra.district ?? 'yunting'} ${extra.parent}`),
  usesAccounts: extra.usesAccounts ?? false,
  dutyPhone: `1000000${String(8000 + name.length * 7 + key.length).padStart(4, '0')}`,
});

export const ORGANISATIONS = [
  organisation('water', '水务公司', 'utility'),
  organisation('waterCrew2', '水务抢修二班', 'utility', { parent: 'water' }),
  organisation('cableCrew', '线缆整治班', 'utility'),
  organisation('gas', '燃气抢修', 'utility'),
  organisation('road', '市政养护所', 'department', { usesAccounts: true }),
  organisation('roadCrew2', '养护二班', 'section', { parent: 'road', usesAccounts: true }),
  organisation('property', '船坞物业公司', 'property', { usesAccounts: true }),
  organisation('sanitation', '环卫所', 'sanitation'),
  organisation('road', '澄岸市政所', 'department', { usesAccounts: true, district: 'chengan' }),
];

const classRow = (code: string, name: string, extra: Partial<Record<string, unknown>> = {}) => ({
  code,
  class_type: 'cityMatter',
  major_name: '突发事件',
  name,
  secrecy: 'open',
  is_direct: false,
  is_emergency: false,
  is_minor: false,
  evidence_kinds: ['photo', 'writtenNote', 'partyConfirmation', 'document'],
  limit_amount: 2,
  limit_unit: 'workDay',
  filing_condition: '现场属实',
  closing_condition: '现场恢复正常',
  sampling_percent: 5,
  source: '测试目录',
  valid_from: '2026-01-01',
  ...extra,
});

export const CLASSES = [
  classRow('pipeBurst', '供水管破裂', {
    is_direct: true,
    is_emergency: true,
    limit_amount: 2,
    limit_unit: 'emergencyHour',
  }),
  classRow('looseCable', '线缆垂落', { is_direct: true, limit_amount: 4, limit_unit: 'workHour' }),
  classRow('manholeCover', '井盖松动', { class_type: 'asset', major_name: '公用设施' }),
  classRow('stairLamp', '楼道灯不亮', { is_direct: true, major_name: '公用设施', class_type: 'asset' }),
  classRow('litter', '暴露垃圾', { is_minor: true, limit_amount: 4, limit_unit: 'workHour', major_name: '市容环境' }),
  classRow('quarrel', '邻里纠纷', {
    class_type: 'socialGovernance',
    major_name: '矛盾纠纷',
    evidence_kinds: ['partyConfirmation', 'writtenNote'],
  }),
  classRow('kitchenSmoke', '油烟直排', { secrecy: 'confidential', major_name: '市容环境' }),
  classRow('domesticViolence', '家庭暴力', {
    secrecy: 'restricted',
    class_type: 'socialGovernance',
    major_name: '矛盾纠纷',
    evidence_kinds: ['document'],
  }),
];

interface Post {
  role: Role;
  path: string;
  organisation?: string;
}

const person = (key: string, name: string, ...posts: Post[]) => ({
  id: idOf(`person ${key}`),
  sessionId: idOf(`session ${key}`),
  key,
  name,
  phone: `1005550${String(createHash('sha256').update(key).digest().readUInt16BE() % 10_000).padStart(4, '0')}`,
  posts: posts.map((post, index) => ({
    ...post,
    id: idOf(`post ${key} ${index}`),
    district: post.path.split('/')[1] as DistrictKey,
    gridId: GRIDS.find((candidate) => candidate.path === post.path)?.id ?? null,
    areaId: AREAS.find((candidate) => candidate.path === post.path)?.id ?? null,
    organisationId:
      post.organisation === undefined ? null : idOf(`organisation ${post.path.split('/')[1]} ${post.organisation}`),
  })),
});

export const PEOPLE = {
  zhou: person('zhou', '周敏', { role: 'gridWorker', path: '/yunting/jg/cw/g03/' }),
  he: person('he', '何志强', { role: 'gridWorker', path: '/yunting/jg/cw/g04/' }),
  wu: person('wu', '吴桂兰', { role: 'microGridMember', path: '/yunting/jg/cw/g03/m01/' }),
  luo: person('luo', '罗建平', { role: 'gridLead', path: '/yunting/jg/cw/' }),
  shen: person('shen', '沈月', { role: 'communityOfficer', path: '/yunting/jg/cw/' }),
  lin: person('lin', '林晓芸', { role: 'streetDispatcher', path: '/yunting/jg/' }),
  streetChief: person('streetChief', '石磊', { role: 'dutyChief', path: '/yunting/jg/' }),
  guo: person('guo', '郭敏华', { role: 'dutyChief', path: '/yunting/' }),
  leader: person('leader', '陆远', { role: 'approver', path: '/yunting/' }),
  districtDispatcher: person('districtDispatcher', '方琪', { role: 'districtDispatcher', path: '/yunting/' }),
  ma: person('ma', '小马', { role: 'mobileReporter', path: '/yunting/jg/' }),
  roadReceiver: person('roadReceiver', '许工', { role: 'orgReceiver', path: '/yunting/', organisation: 'road' }),
  roadHandler: person('roadHandler', '戴师傅', { role: 'orgHandler', path: '/yunting/', organisation: 'roadCrew2' }),
  cao: person('cao', '曹经理', { role: 'orgReceiver', path: '/yunting/', organisation: 'property' }),
  tang: person('tang', '唐倩', { role: 'gridWorker', path: '/yunting/jt/rt/g01/' }),
  zhao: person('zhao', '老赵', { role: 'microGridMember', path: '/yunting/jt/rt/g01/m01/' }),
  jinDispatcher: person('jinDispatcher', '金叶', { role: 'streetDispatcher', path: '/yunting/jt/' }),
  callback: person('callback', '蒋文', { role: 'callbackOfficer', path: '/yunting/' }),
  oversight: person('oversight', '顾言', { role: 'oversightOfficer', path: '/yunting/' }),
  admin: person('admin', '管云', { role: 'districtAdmin', path: '/yunting/' }),
  security: person('security', '安云', { role: 'securityAdmin', path: '/yunting/' }),
  auditor: person('auditor', '审云', { role: 'auditor', path: '/yunting/' }),
  nobody: person('nobody', '无岗'),
  otherDispatcher: person('otherDispatcher', '原岸', { role: 'streetDispatcher', path: '/chengan/mt/' }),
  otherAdmin: person('otherAdmin', '岸管', { role: 'districtAdmin', path: '/chengan/' }),
};
export type PersonName = keyof typeof PEOPLE;

/** By the names tests use. */
export const town = {
  areas: Object.fromEntries(AREAS.map((entry) => [entry.path, entry])),
  grids: Object.fromEntries(GRIDS.map((entry) => [entry.path, entry])),
  organisations: Object.fromEntries(ORGANISATIONS.map((entry) => [`${entry.district} ${entry.key}`, entry])),
  organisation: (key: string) => ORGANISATIONS.find((entry) => entry.key === key)!,
  people: PEOPLE,
  /** Inside 旧港第3网格, outside its micro-grid. */
  pointInG03: { longitude: 95.0055, latitude: 40.0015 },
  /** Inside the micro-grid 3栋4栋 of 旧港第3网格. */
  pointInMicro: { longitude: 95.0045, latitude: 40.0005 },
  pointInG04: { longitude: 95.0071, latitude: 40.001 },
  pointInRongting: { longitude: 95.0215, latitude: 40.0015 },
  pointNowhere: { longitude: 96.5, latitude: 41.5 },
  pointInOtherDistrict: { longitude: 95.2011, latitude: 40.0011 },
};
