// How the keys of a breakdown are called, in both languages; people are no keys here.

import { KINDS } from '#modules/cases/kinds.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { ROLES } from '#permissions';

import type { Dimension } from './rules.ts';
import type { Place } from './actions-place.ts';

export interface Name {
  readonly zh: string;
  readonly en: string;
}

const SECRET: Name = { zh: '保密事项', en: 'Confidential matters' };

const NONE: Readonly<Record<Dimension, Name>> = {
  area: { zh: '不在下级区域内', en: 'In none of the areas below' },
  organisation: { zh: '没有派给单位', en: 'With no organisation' },
  class: { zh: '未定类别', en: 'No class yet' },
  classType: { zh: '未定类别', en: 'No class yet' },
  channel: { zh: '未知', en: 'Unknown' },
  kind: { zh: '未知', en: 'Unknown' },
  post: { zh: '没有经过岗位', en: 'By no post' },
  voice: { zh: '未知', en: 'Unknown' },
};

const CLASS_TYPES: Readonly<Record<string, Name>> = {
  asset: { zh: '城市部件', en: 'City assets' },
  cityMatter: { zh: '城市事件', en: 'City matters' },
  socialGovernance: { zh: '社会治理', en: 'Social governance' },
};

export const CHANNEL_NAMES: Readonly<Record<string, Name>> = {
  scan: { zh: '扫码', en: 'Scanned code' },
  phone: { zh: '电话', en: 'Phone' },
  visit: { zh: '来访', en: 'Visit' },
  chatGroup: { zh: '微信群', en: 'Chat group' },
  gridWorker: { zh: '网格员发现', en: 'Grid worker' },
  microGridMember: { zh: '微网格员发现', en: 'Micro-grid member' },
  mobileReporter: { zh: '流动网格员发现', en: 'Mobile reporter' },
  hotline12345: { zh: '12345 转办', en: 'Hotline 12345' },
  superior: { zh: '上级交办', en: 'From above' },
  videoDevice: { zh: '视频设备', en: 'Video device' },
  interface: { zh: '系统接口', en: 'Interface' },
};

const VOICES: Readonly<Record<string, Name>> = {
  resident: { zh: '居民', en: 'Residents' },
  merchant: { zh: '商户', en: 'Merchants' },
  staff: { zh: '工作人员发现', en: 'Found by staff' },
  other: { zh: '其他来源', en: 'Other sources' },
};

export interface Known {
  readonly place: Place;
  readonly directory: Directory;
  readonly classes: ReadonlyMap<string, string>;
}

export function nameOf(by: Dimension, key: string, { place, directory, classes }: Known): Name {
  if (key === 'secret') return SECRET;
  if (key === 'none' || key === '') return NONE[by];
  const same = (name: string | undefined): Name => (name === undefined ? NONE[by] : { zh: name, en: name });
  switch (by) {
    case 'area':
      return same(place.parts.find(({ id }) => id === key)?.name);
    case 'organisation':
      return same(directory.find(key)?.name);
    case 'class':
      return same(classes.get(key) ?? key);
    case 'classType':
      return CLASS_TYPES[key] ?? NONE[by];
    case 'channel':
      return CHANNEL_NAMES[key] ?? NONE[by];
    case 'kind':
      return key in KINDS ? KINDS[key as keyof typeof KINDS].title : NONE[by];
    case 'post':
      return key in ROLES ? ROLES[key as keyof typeof ROLES].title : NONE[by];
    case 'voice':
      return VOICES[key] ?? NONE[by];
  }
}
