// The duty lists of a demo district: what a street does itself, supports or gave back, what departments owe, who owns which assets.

import type { SeedDistrict } from './ground.ts';
import { idOf } from './random.ts';

const SOURCE = '演示数据：条目和条款为演示设定';

/** Class, who (without the street's name for a body of the street), name of the item, clause. */
type Item = readonly [classCode: string | null, organisation: string, name: string, clause: string];

const BASIC: readonly Item[] = [
  ['exposed-waste', '环卫站', '街面和背街小巷保洁', '履职事项清单·基本第 21 项'],
  ['road-trading', '城管一中队', '占道经营劝导', '履职事项清单·基本第 34 项'],
  ['illegal-building', '城管一中队', '违法建设巡查和先行制止', '履职事项清单·基本第 36 项'],
  ['neighbour-quarrel', '综治中心', '邻里纠纷调解', '履职事项清单·基本第 63 项'],
];
const SUPPORT: readonly Item[] = [
  ['dirty-water', '生态环境分局', '河道水质巡查', '履职事项清单·配合第 17 项：生态环境部门牵头'],
  [null, '司法局', '社区矫正对象帮教', '履职事项清单·配合第 52 项：司法行政部门牵头'],
];
const TAKEN_BACK: readonly Item[] = [
  ['lift-failure', '市场监督管理局', '电梯安全检查和处罚', '履职事项清单·上收第 12 项：由市场监管部门承担'],
  [null, '市场监督管理局', '食品摊贩查处', '履职事项清单·上收第 15 项：由市场监管部门承担'],
];
const DEPARTMENT: readonly Item[] = [
  ['green-upkeep', '城市管理局', '公共绿地养护监管', '权责清单·城市管理第 41 项'],
  ['property-service', '住房和城乡建设局', '物业服务监管', '权责清单·住建第 27 项'],
];
const ASSETS: readonly Item[] = [
  ['loose-manhole', '市政养护所', '市政道路井盖', '部件权属台账·公用设施 01'],
  ['street-light', '市政养护所', '市政路灯', '部件权属台账·公用设施 07'],
  ['blocked-drain', '市政养护所', '雨水口', '部件权属台账·公用设施 12'],
  ['guard-rail', '市政养护所', '护栏和交通标志', '部件权属台账·交通设施 03'],
];

export function dutiesOf({ key, areas, organisations }: SeedDistrict) {
  const district = `/${key}/`;
  const idByName = new Map(organisations.map(({ id, name }) => [name, id]));
  const row = (list: string, sort: string | null, path: string, prefix: string, item: Item) => {
    const [classCode, body, name, clause] = item;
    const organisationId = idByName.get(`${prefix}${body}`);
    if (organisationId === undefined) throw new Error(`no organisation ${prefix}${body} in ${key}`);
    return {
      id: idOf('duty', key, `${list} ${sort} ${path} ${classCode} ${name}`),
      list,
      sort,
      path,
      organisation_id: organisationId,
      class_code: classCode,
      name,
      clause,
      source: SOURCE,
    };
  };
  const streets = areas.filter(({ level }) => level === 'street');
  return [
    ...streets.flatMap((street) => {
      const path = `${district}${street.key}/`;
      return [
        ...BASIC.map((item) => row('street', 'basic', path, street.name, item)),
        ...SUPPORT.map((item) => row('street', 'support', path, '', item)),
        ...TAKEN_BACK.map((item) => row('street', 'takenBack', path, '', item)),
      ];
    }),
    ...DEPARTMENT.map((item) => row('department', null, district, '', item)),
    ...ASSETS.map((item) => row('asset', null, district, '', item)),
  ];
}
