// The people whom every story of the demo reuses, with their posts, and those who must be at their desks for a story to run.

import { ROLES } from '#permissions';
import type { Role } from '#permissions';

import type { SeedDistrict } from './ground.ts';
import { othersOf } from './others.ts';
import { demoPhone, idOf } from './random.ts';

export type SeedPost = {
  role: Role;
  areaId?: string;
  gridId?: string;
  organisationId?: string;
  /** The person whose post this one fills when it is empty. */
  deputyFor?: string;
};

export type SeedPerson = {
  id: string;
  name: string;
  /** What people say to them. */
  calledAs: string;
  age: number;
  phone: string;
  /** Undefined for those without an account: residents, and crews that answer by their organisation's duty phone. */
  signInName: string | undefined;
  posts: SeedPost[];
  /** One of the fourteen of the stories. */
  isOfTheCast: boolean;
};

/** A post by the name of what it is held on. */
type PostPlan = { role: Role; on: string; deputyFor?: string };

export type PersonPlan = {
  name: string;
  calledAs?: string;
  age: number;
  signInName?: string;
  /** Answers the duty phone of this organisation. */
  dutyPhoneOf?: string;
  posts: PostPlan[];
  /** Leads every grid of this area, or the market and its parts. */
  leadsGridsOf?: string;
  isOfTheCast?: true;
};

/** Those with a name in the stories and at the desks; nobody has to lay out a town to know them. */
export function planned(districtKey: string): readonly PersonPlan[] {
  return districtKey === 'yunting'
    ? [...YUNTING_CAST.map((plan) => ({ ...plan, isOfTheCast: true as const })), ...YUNTING_DESKS]
    : CHENGAN_DESKS;
}

const MADE = new WeakMap<SeedDistrict, SeedPerson[]>();

/** Everybody of a district: the cast, the desks, and those who serve so that no grid is without its people. */
export function castOf(district: SeedDistrict): SeedPerson[] {
  const known = MADE.get(district);
  if (known !== undefined) return known;
  const named = planned(district.key).map((plan) => toPerson(district, plan));
  const people = [...named, ...othersOf(district, named)];
  MADE.set(district, people);
  return people;
}

function toPerson(district: SeedDistrict, plan: PersonPlan): SeedPerson {
  const find = finders(district);
  const phone =
    plan.dutyPhoneOf === undefined ? demoPhone(`person ${district.key} ${plan.name}`) : find.duty(plan.dutyPhoneOf);
  const posts = plan.posts.map(({ role, on, deputyFor }): SeedPost => ({
    role,
    ...find.place(role, on),
    ...(deputyFor === undefined ? {} : { deputyFor: personId(district, deputyFor) }),
  }));
  const leads = plan.leadsGridsOf === undefined ? [] : find.gridsOf(plan.leadsGridsOf);
  return {
    id: personId(district, plan.name),
    name: plan.name,
    calledAs: plan.calledAs ?? plan.name,
    age: plan.age,
    phone,
    signInName: plan.signInName,
    posts: [...posts, ...leads.map((gridId): SeedPost => ({ role: 'gridLead', gridId }))],
    isOfTheCast: plan.isOfTheCast === true,
  };
}

const VILLAGE = '船坞新村社区';
const THIRD = '旧港第 3 网格';

const YUNTING_CAST: readonly PersonPlan[] = [
  { name: '周敏', calledAs: '小周', age: 33, signInName: 'zhoumin', posts: [{ role: 'gridWorker', on: THIRD }] },
  {
    name: '何志强',
    age: 41,
    signInName: 'hezhiqiang',
    posts: [
      { role: 'gridWorker', on: '旧港第 4 网格' },
      { role: 'gridWorker', on: THIRD, deputyFor: '周敏' },
    ],
  },
  {
    name: '吴桂兰',
    calledAs: '吴阿姨',
    age: 70,
    signInName: 'wuguilan',
    posts: [
      { role: 'microGridMember', on: THIRD },
      { role: 'orgHandler', on: '船坞邻里帮帮团三队' },
    ],
  },
  { name: '唐倩', age: 29, signInName: 'tangqian', posts: [{ role: 'gridWorker', on: '榕汀第 2 网格' }] },
  {
    name: '赵满仓',
    calledAs: '老赵',
    age: 66,
    signInName: 'zhaomancang',
    posts: [{ role: 'microGridMember', on: '榕汀第 2 网格 3 号微网格' }],
  },
  {
    name: '罗建平',
    calledAs: '罗书记',
    age: 52,
    signInName: 'luojianping',
    posts: [{ role: 'communityOfficer', on: VILLAGE }],
    leadsGridsOf: VILLAGE,
  },
  { name: '林晓芸', age: 29, signInName: 'linxiaoyun', posts: [{ role: 'streetDispatcher', on: '旧港街道' }] },
  { name: '贺长根', calledAs: '贺师傅', age: 47, dutyPhoneOf: '水务公司抢修二班', posts: [] },
  {
    name: '曹立群',
    calledAs: '曹经理',
    age: 44,
    signInName: 'caoliqun',
    posts: [{ role: 'orgReceiver', on: '船坞新村物业服务处' }],
  },
  {
    name: '马小川',
    calledAs: '小马',
    age: 24,
    signInName: 'maxiaochuan',
    posts: [{ role: 'mobileReporter', on: '旧港街道' }],
  },
  {
    name: '古丽娜·阿不都',
    calledAs: '古丽娜医生',
    age: 36,
    signInName: 'gulina',
    posts: [{ role: 'partner', on: VILLAGE }],
  },
  {
    name: '孟书言',
    calledAs: '孟律师',
    age: 39,
    signInName: 'mengshuyan',
    posts: [{ role: 'partner', on: '旧港街道' }],
  },
  {
    name: '郭敏华',
    calledAs: '郭值班长',
    age: 45,
    signInName: 'guominhua',
    posts: [{ role: 'dutyChief', on: '云汀区' }],
  },
  { name: '袁玉珍', calledAs: '袁阿姨', age: 81, posts: [] },
];

const atDesk = (name: string, age: number, signInName: string, role: Role, on: string): PersonPlan => ({
  name,
  age,
  signInName,
  posts: [{ role, on }],
});

const YUNTING_DESKS: readonly PersonPlan[] = [
  atDesk('邱子健', 34, 'qiuzijian', 'orgReceiver', '市政养护所'),
  atDesk('洪大力', 50, 'hongdali', 'orgHandler', '市政养护所养护二班'),
  atDesk('毛新芽', 31, 'maoxinya', 'orgReceiver', '住房和城乡建设局'),
  atDesk('施小满', 38, 'shixiaoman', 'orgHandler', '住房和城乡建设局物业科'),
  atDesk('尹立冬', 43, 'yinlidong', 'orgReceiver', '旧港街道环卫站'),
  atDesk('柯岚', 35, 'kelan', 'orgReceiver', '旧港街道城管一中队'),
  atDesk('闵舒', 30, 'minshu', 'communityOfficer', '榕汀社区'),
  atDesk('方一苇', 28, 'fangyiwei', 'streetDispatcher', '锦汀街道'),
  atDesk('邬雨晴', 31, 'wuyuqing', 'communityOfficer', '荻渡社区'),
  atDesk('祁望山', 47, 'qiwangshan', 'communityOfficer', '虹榭社区'),
  atDesk('谷念慈', 30, 'guniance', 'streetDispatcher', '芷汀街道'),
  atDesk('丛向晚', 35, 'congxiangwan', 'streetDispatcher', '彩桥街道'),
  { name: '洪广源', age: 55, signInName: 'hongguangyuan', posts: [], leadsGridsOf: '芷汀大市场' },
  {
    name: '简明溪',
    age: 28,
    signInName: 'jianmingxi',
    posts: [{ role: 'gridWorker', on: '芷汀大市场家电城' }],
  },
  atDesk('田嘉禾', 32, 'tianjiahe', 'districtDispatcher', '云汀区'),
  atDesk('鲁明远', 49, 'lumingyuan', 'dutyChief', '旧港街道'),
  atDesk('顾长宁', 53, 'guchangning', 'approver', '云汀区'),
  atDesk('纪春晓', 37, 'jichunxiao', 'callbackOfficer', '云汀区'),
  atDesk('邵秋实', 46, 'shaoqiushi', 'oversightOfficer', '云汀区'),
  atDesk('沈亦安', 40, 'shenyian', 'districtAdmin', '云汀区'),
  atDesk('戴青禾', 42, 'daiqinghe', 'securityAdmin', '云汀区'),
  atDesk('陆书勤', 48, 'lushuqin', 'auditor', '云汀区'),
];

const CHENGAN_DESKS: readonly PersonPlan[] = [
  atDesk('邢苇白', 41, 'xingweibai', 'streetDispatcher', '曲汀街道'),
  atDesk('卓临川', 38, 'zhuolinchuan', 'districtDispatcher', '澄岸区'),
  atDesk('秦朗月', 33, 'qinlangyue', 'streetDispatcher', '梅汀街道'),
  atDesk('武静姝', 44, 'wujingshu', 'dutyChief', '澄岸区'),
  atDesk('严子默', 36, 'yanzimo', 'districtAdmin', '澄岸区'),
  atDesk('万秋白', 51, 'wanqiubai', 'auditor', '澄岸区'),
  atDesk('常思远', 45, 'changsiyuan', 'communityOfficer', '苇岸社区'),
  atDesk('路遥知', 39, 'luyaozhi', 'orgReceiver', '市政养护所'),
];

/** Named things of the district; a wrong name stops the seed instead of leaving a post without a place. */
function finders(district: SeedDistrict) {
  const find = <T extends { name: string }>(things: readonly T[], name: string): T => {
    const found = things.find((thing) => thing.name === name);
    if (!found) throw new RangeError(`${district.name} has nothing called ${name}`);
    return found;
  };
  return {
    place(role: Role, name: string): Pick<SeedPost, 'areaId' | 'gridId' | 'organisationId'> {
      const { grantedOn } = ROLES[role];
      if (grantedOn === 'grid') return { gridId: find(district.grids, name).id };
      if (grantedOn === 'organisation') return { organisationId: find(district.organisations, name).id };
      return { areaId: find(district.areas, name).id };
    },
    /** Of a community its general grids; of the market it and its parts. */
    gridsOf(name: string): string[] {
      const area = district.areas.find((each) => each.name === name);
      if (area !== undefined)
        return district.grids
          .filter(({ areaId, kind }) => areaId === area.id && kind === 'general')
          .map(({ id }) => id);
      const whole = find(district.grids, name);
      return district.grids.filter(({ parentGridId }) => parentGridId === whole.id).map(({ id }) => id);
    },
    duty: (name: string) => find(district.organisations, name).dutyPhone,
  };
}

function personId(district: SeedDistrict, name: string): string {
  return idOf('person', district.key, name);
}
