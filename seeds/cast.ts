// The people whom every story of the demo reuses, with their posts, and those who must be at their desks for a story to run.

import type { Role } from '#permissions';
import type { SeedDistrict } from './ground.ts';
import { makeNameGenerator } from './names.ts';
import { demoPhone, idOf, makeRandom } from './random.ts';
import { propertyName } from './settle.ts';

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

type Plan = { name: string; calledAs?: string; age: number; signInName?: string; phone?: string; posts: SeedPost[] };

export function castOf(district: SeedDistrict): SeedPerson[] {
  const isFirst = district.key === 'yunting';
  const cast = isFirst ? yuntingCast(district) : [];
  const desks = isFirst ? yuntingDesks(district) : chenganDesks(district);
  const person = (plan: Plan, isOfTheCast: boolean): SeedPerson => ({
    id: personId(district, plan.name),
    name: plan.name,
    calledAs: plan.calledAs ?? plan.name,
    age: plan.age,
    phone: plan.phone ?? demoPhone(`person ${district.key} ${plan.name}`),
    signInName: plan.signInName,
    posts: plan.posts,
    isOfTheCast,
  });
  const named = [...cast.map((plan) => person(plan, true)), ...desks.map((plan) => person(plan, false))];
  return [...named, ...otherGridWorkers(district, named).map((plan) => person(plan, false))];
}

function yuntingCast(district: SeedDistrict): Plan[] {
  const { area, grid, organisation, duty } = finders(district);
  const third = grid('旧港第 3 网格');
  const village = area('船坞新村社区');
  const leads = district.grids.filter(({ areaId }) => areaId === village);
  return [
    { name: '周敏', calledAs: '小周', age: 33, signInName: 'zhoumin', posts: [{ role: 'gridWorker', gridId: third }] },
    {
      name: '何志强',
      age: 41,
      signInName: 'hezhiqiang',
      posts: [
        { role: 'gridWorker', gridId: grid('旧港第 4 网格') },
        { role: 'gridWorker', gridId: third, deputyFor: personId(district, '周敏') },
      ],
    },
    {
      name: '吴桂兰',
      calledAs: '吴阿姨',
      age: 70,
      signInName: 'wuguilan',
      posts: [{ role: 'microGridMember', gridId: third }],
    },
    { name: '唐倩', age: 29, signInName: 'tangqian', posts: [{ role: 'gridWorker', gridId: grid('榕汀第 2 网格') }] },
    {
      name: '赵满仓',
      calledAs: '老赵',
      age: 66,
      signInName: 'zhaomancang',
      posts: [{ role: 'microGridMember', gridId: grid('榕汀第 2 网格 3 号微网格') }],
    },
    {
      name: '罗建平',
      calledAs: '罗书记',
      age: 52,
      signInName: 'luojianping',
      posts: [
        { role: 'communityOfficer', areaId: village },
        ...leads.map(({ id }): SeedPost => ({ role: 'gridLead', gridId: id })),
      ],
    },
    {
      name: '林晓芸',
      age: 29,
      signInName: 'linxiaoyun',
      posts: [{ role: 'streetDispatcher', areaId: area('旧港街道') }],
    },
    { name: '贺长根', calledAs: '贺师傅', age: 47, phone: duty('水务公司抢修二班'), posts: [] },
    {
      name: '曹立群',
      calledAs: '曹经理',
      age: 44,
      signInName: 'caoliqun',
      posts: [{ role: 'orgReceiver', organisationId: organisation(propertyName('船坞新村')) }],
    },
    {
      name: '马小川',
      calledAs: '小马',
      age: 24,
      signInName: 'maxiaochuan',
      posts: [{ role: 'mobileReporter', areaId: area('旧港街道') }],
    },
    {
      name: '古丽娜·阿不都',
      calledAs: '古丽娜医生',
      age: 36,
      signInName: 'gulina',
      posts: [{ role: 'partner', areaId: village }],
    },
    {
      name: '孟书言',
      calledAs: '孟律师',
      age: 39,
      signInName: 'mengshuyan',
      posts: [{ role: 'partner', areaId: area('旧港街道') }],
    },
    {
      name: '郭敏华',
      calledAs: '郭值班长',
      age: 45,
      signInName: 'guominhua',
      posts: [{ role: 'dutyChief', areaId: area('云汀区') }],
    },
    { name: '袁玉珍', calledAs: '袁阿姨', age: 81, posts: [] },
  ];
}

function yuntingDesks(district: SeedDistrict): Plan[] {
  const { area, organisation } = finders(district);
  const whole = area('云汀区');
  const market = district.grids.filter(({ kind, parentGridId }) => kind === 'dedicated' && parentGridId !== undefined);
  const atDesk = (name: string, age: number, signInName: string, post: SeedPost): Plan => ({
    name,
    age,
    signInName,
    posts: [post],
  });
  return [
    atDesk('邱子健', 34, 'qiuzijian', { role: 'orgReceiver', organisationId: organisation('市政养护所') }),
    atDesk('洪大力', 50, 'hongdali', { role: 'orgHandler', organisationId: organisation('市政养护所养护二班') }),
    atDesk('毛新芽', 31, 'maoxinya', { role: 'orgReceiver', organisationId: organisation('住房和城乡建设局') }),
    atDesk('施小满', 38, 'shixiaoman', { role: 'orgHandler', organisationId: organisation('住房和城乡建设局物业科') }),
    atDesk('尹立冬', 43, 'yinlidong', { role: 'orgReceiver', organisationId: organisation('旧港街道环卫站') }),
    atDesk('柯岚', 35, 'kelan', { role: 'orgReceiver', organisationId: organisation('旧港街道城管一中队') }),
    atDesk('闵舒', 30, 'minshu', { role: 'communityOfficer', areaId: area('榕汀社区') }),
    atDesk('方一苇', 28, 'fangyiwei', { role: 'streetDispatcher', areaId: area('锦汀街道') }),
    atDesk('邬雨晴', 31, 'wuyuqing', { role: 'communityOfficer', areaId: area('荻渡社区') }),
    atDesk('祁望山', 47, 'qiwangshan', { role: 'communityOfficer', areaId: area('虹榭社区') }),
    atDesk('谷念慈', 30, 'guniance', { role: 'streetDispatcher', areaId: area('芷汀街道') }),
    atDesk('丛向晚', 35, 'congxiangwan', { role: 'streetDispatcher', areaId: area('彩桥街道') }),
    {
      name: '洪广源',
      age: 55,
      signInName: 'hongguangyuan',
      posts: market.map(({ id }) => ({ role: 'gridLead', gridId: id })),
    },
    atDesk('田嘉禾', 32, 'tianjiahe', { role: 'districtDispatcher', areaId: whole }),
    atDesk('鲁明远', 49, 'lumingyuan', { role: 'dutyChief', areaId: area('旧港街道') }),
    atDesk('顾长宁', 53, 'guchangning', { role: 'approver', areaId: whole }),
    atDesk('纪春晓', 37, 'jichunxiao', { role: 'callbackOfficer', areaId: whole }),
    atDesk('邵秋实', 46, 'shaoqiushi', { role: 'oversightOfficer', areaId: whole }),
    atDesk('沈亦安', 40, 'shenyian', { role: 'districtAdmin', areaId: whole }),
    atDesk('戴青禾', 42, 'daiqinghe', { role: 'securityAdmin', areaId: whole }),
    atDesk('陆书勤', 48, 'lushuqin', { role: 'auditor', areaId: whole }),
  ];
}

function chenganDesks(district: SeedDistrict): Plan[] {
  const { area, organisation } = finders(district);
  const whole = area('澄岸区');
  const atDesk = (name: string, age: number, signInName: string, post: SeedPost): Plan => ({
    name,
    age,
    signInName,
    posts: [post],
  });
  return [
    atDesk('秦朗月', 33, 'qinlangyue', { role: 'streetDispatcher', areaId: area('梅汀街道') }),
    atDesk('武静姝', 44, 'wujingshu', { role: 'dutyChief', areaId: whole }),
    atDesk('严子默', 36, 'yanzimo', { role: 'districtAdmin', areaId: whole }),
    atDesk('万秋白', 51, 'wanqiubai', { role: 'auditor', areaId: whole }),
    atDesk('常思远', 45, 'changsiyuan', { role: 'communityOfficer', areaId: area('苇岸社区') }),
    atDesk('路遥知', 39, 'luyaozhi', { role: 'orgReceiver', organisationId: organisation('市政养护所') }),
  ];
}

/** One for every general grid that has nobody yet, so that no report of the demo falls into a vacancy by accident. */
function otherGridWorkers(district: SeedDistrict, named: readonly SeedPerson[]): Plan[] {
  const posts = named.flatMap((person) => person.posts);
  const taken = new Set(
    posts.filter(({ role, deputyFor }) => role === 'gridWorker' && !deputyFor).map(({ gridId }) => gridId),
  );
  const names = makeNameGenerator(
    `grid workers ${district.key}`,
    named.map(({ name }) => name),
  );
  const given = new Set<string>();
  return district.grids
    .filter(({ id, kind }) => kind === 'general' && !taken.has(id))
    .map((grid) => {
      const random = makeRandom(`grid worker ${grid.gridCode}`);
      const age = random.between(24, 54);
      const sex = random.share() < 0.6 ? 'female' : 'male';
      let name = names.next(2026 - age, sex);
      while (given.has(name)) name = names.next(2026 - age, sex);
      given.add(name);
      return {
        name,
        age,
        signInName: `wgy${grid.gridCode.slice(6)}`,
        posts: [{ role: 'gridWorker', gridId: grid.id }],
      };
    });
}

/** Named things of the district; a wrong name stops the seed instead of leaving a post without a place. */
function finders(district: SeedDistrict) {
  const find = <T extends { name: string }>(things: readonly T[], name: string): T => {
    const found = things.find((thing) => thing.name === name);
    if (!found) throw new RangeError(`${district.name} has nothing called ${name}`);
    return found;
  };
  return {
    area: (name: string) => find(district.areas, name).id,
    grid: (name: string) => find(district.grids, name).id,
    organisation: (name: string) => find(district.organisations, name).id,
    duty: (name: string) => find(district.organisations, name).dutyPhone,
  };
}

function personId(district: SeedDistrict, name: string): string {
  return idOf('person', district.key, name);
}
