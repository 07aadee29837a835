// Areas: which level lies below which, what every change of the ground asks first, and the settings with their defaults.

import { holds } from '#permissions';
import type { Holder, Permission } from '#permissions';
import { problem } from '#problems';
import { OFFICE_WEEK } from '#shared/working-time.ts';
import type { ServiceHours } from '#shared/working-time.ts';
import type { Terms } from '#shared/words/terms.ts';

export const AREA_LEVELS = ['district', 'street', 'township', 'community', 'village'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

export const LEVELS_BELOW: Readonly<Record<AreaLevel, readonly AreaLevel[]>> = {
  district: ['street', 'township'],
  street: ['community', 'village'],
  township: ['community', 'village'],
  community: [],
  village: [],
};

export function isCommunity(level: AreaLevel): boolean {
  return level === 'community' || level === 'village';
}

/** @throws {Problem} `permission-missing` when no post of the actor carries the permission over this path */
export function guardHolds(actor: Holder, permission: Permission, path: string): void {
  if (holds(actor, permission, path)) return;
  throw problem('permission-missing', `This needs the permission ${permission} for ${path}`, { permission, path });
}

/** @throws {Problem} `permission-missing` for somebody without a post in this district */
export function guardServesHere(actor: Holder): void {
  if (actor.grants.length > 0) return;
  throw problem('permission-missing', 'This is open to those who hold a post in this district');
}

/** @throws {Problem} `changed-meanwhile` with the version that stands now */
export function guardVersion(current: number, seen: number): void {
  if (current === seen) return;
  throw problem('changed-meanwhile', `It stands at version ${current}; you have seen ${seen}`, { version: current });
}

/** From the nearest area that says it, the community first. */
export function nearest<Area, Value>(areas: readonly Area[], read: (area: Area) => Value | null): Value | null {
  for (const area of areas) {
    const value = read(area);
    if (value !== null) return value;
  }
  return null;
}

/** By weekday, Sunday first, in minutes since midnight. */
export type Week = readonly (readonly ServiceHours[])[];

export interface EmergencyNumber {
  key: string;
  name: string;
  phone: string;
}

/** What every desk shows until a moment. */
export interface DeskNotice {
  text: string;
  until: string | null;
}

/** What the levels and the kinds of grids are called here. */
export type LevelNames = Record<'microGrid' | 'grid' | 'dedicatedGrid' | AreaLevel, string>;

/** Who this is to the public: in the heads of all apps, and in the foot of the pages for residents and of the door. */
export interface Brand {
  /** Empty: the name the district was made with. */
  name: string;
  shortName: string;
  slogan: string;
  servicePhones: readonly { name: string; phone: string }[];
  /** 主办单位, 承办单位. */
  sponsor: string;
  operator: string;
  /** 网站标识码, ICP 备案号, 公安备案号. */
  siteCode: string;
  icp: string;
  policeRecord: string;
  contact: string;
}

/** What holds until a district says otherwise. */
export const DEFAULT_SETTINGS = {
  'levels.names': {
    value: {
      microGrid: '微网格',
      grid: '网格',
      dedicatedGrid: '专属网格',
      community: '社区',
      village: '村',
      street: '街道',
      township: '乡镇',
      district: '区',
    } as LevelNames,
    source: 'GB/T 34300-2017',
  },
  'emergency.numbers': {
    value: [
      { key: 'police', name: '公安', phone: '110' },
      { key: 'fire', name: '消防', phone: '119' },
      { key: 'ambulance', name: '急救', phone: '120' },
    ] as EmergencyNumber[],
    source: '全国统一号码',
  },
  // 公告 on every desk; without words there is none.
  'desk.notice': { value: { text: '', until: null } as DeskNotice, source: '系统默认' },
  'district.brand': {
    value: {
      name: '',
      shortName: '',
      slogan: '',
      servicePhones: [],
      sponsor: '',
      operator: '',
      siteCode: '',
      icp: '',
      policeRecord: '',
      contact: '',
    } as Brand,
    source: '系统默认',
  },
  'district.terms': { value: {} as Terms, source: '系统默认' },
  // The week of the working calendar, which limits are counted in as well.
  'calendar.week': { value: OFFICE_WEEK as Week, source: '国家机关工作时间' },
} as const;
export type SettingKey = keyof typeof DEFAULT_SETTINGS;
export type SettingValue<Key extends SettingKey> = (typeof DEFAULT_SETTINGS)[Key]['value'];
