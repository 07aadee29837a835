// The catalogues of the two demo districts: what a class needs to be filed, handled, checked and closed, and how long it may take.
// The limits differ between the districts, as they do between real cities.

export type LimitUnit = 'emergencyHour' | 'workHour' | 'workDay';
export type EvidenceKind = 'photo' | 'partyConfirmation' | 'writtenNote' | 'document';

export type SeedClass = {
  code: string;
  classType: 'asset' | 'cityMatter' | 'socialGovernance';
  majorName: string;
  name: string;
  secrecy: 'open' | 'confidential' | 'restricted';
  /** A grid worker may send it to an organisation of the direct list (直派). */
  isDirect: boolean;
  isEmergency: boolean;
  /** Closed on the worker's word and drawn for spot checks. */
  isMinor: boolean;
  evidenceKinds: EvidenceKind[];
  limitAmount: number;
  limitUnit: LimitUnit;
  filingCondition: string;
  closingCondition: string;
  samplingPercent: number;
  source: string;
};

type Limit = readonly [amount: number, unit: LimitUnit];
type Marks = Partial<
  Pick<SeedClass, 'secrecy' | 'isDirect' | 'isEmergency' | 'isMinor' | 'evidenceKinds' | 'samplingPercent'>
>;
/** Code, name, filing condition, closing condition, limits of 云汀区 and 澄岸区, and what is special. */
type Row = readonly [
  code: string,
  name: string,
  filing: string,
  closing: string,
  yunting: Limit,
  chengan: Limit,
  marks?: Marks,
];

/** The classes whose limits are those of two published regulations; all others are set for the demo. */
const PUBLISHED = new Set([
  'illegal-building',
  'exposed-waste',
  'construction-waste',
  'dirty-road',
  'green-upkeep',
  'dirty-water',
]);
const PUBLISHED_SOURCE = {
  yunting: '时限摘自一份公开的城市管理立案、处置和结案规范（甲市），表式依 GB/T 30428.8；条件文字为演示',
  chengan: '时限摘自一份公开的城市管理立案、处置和结案规范（乙市），表式依 GB/T 30428.8；条件文字为演示',
};
const DEMO_SOURCE = '类别名称参照 GB/T 30428 系列及通行目录；时限与条件为演示设定';

const ALL_EVIDENCE: EvidenceKind[] = ['photo', 'writtenNote', 'partyConfirmation', 'document'];
/** Where a picture would show people in their trouble: words and a signature do. */
const WITHOUT_PICTURES: EvidenceKind[] = ['partyConfirmation', 'writtenNote', 'document'];
const ON_THE_PHONE_FIRST: Marks = { isDirect: true, isEmergency: true };

const hours = (amount: number): Limit => [amount, 'workHour'];
const days = (amount: number): Limit => [amount, 'workDay'];
const dayAndNight = (amount: number): Limit => [amount, 'emergencyHour'];

const ASSETS: readonly [major: string, rows: readonly Row[]][] = [
  [
    '公用设施',
    [
      [
        'loose-manhole',
        '井盖松动、缺损',
        '井盖松动、异响、破损或缺失',
        '井盖平稳，无异响，缺失的已补齐',
        hours(8),
        days(1),
        { samplingPercent: 10 },
      ],
      ['street-light', '路灯不亮', '路灯连续两晚不亮或白天长明', '路灯按时亮灭', days(2), days(3)],
      [
        'stairway-light',
        '楼道灯不亮',
        '楼道公共照明失灵',
        '照明恢复，夜间可见台阶',
        hours(8),
        days(2),
        { isDirect: true, isMinor: true },
      ],
      ['blocked-drain', '雨水口堵塞', '雨水口、雨水沟堵塞或积淤', '清掏完毕，排水通畅', days(1), days(2)],
      [
        'lift-failure',
        '电梯故障',
        '住宅电梯停运或困人',
        '恢复运行，有维保单',
        dayAndNight(2),
        dayAndNight(4),
        { ...ON_THE_PHONE_FIRST, evidenceKinds: ['photo', 'document', 'partyConfirmation'] },
      ],
    ],
  ],
  ['交通设施', [['guard-rail', '护栏、标志损坏', '护栏倾倒、标志牌脱落或遮挡', '恢复原状', days(2), days(4)]]],
  ['园林绿化', [['green-upkeep', '绿地养护不到位', '枯死、倒伏或裸露', '补种或扶正，现场整洁', days(5), days(7)]]],
];

const CITY_MATTERS: readonly [major: string, rows: readonly Row[]][] = [
  [
    '市容环境',
    [
      [
        'exposed-waste',
        '暴露垃圾',
        '公共区域堆放、散落垃圾',
        '垃圾清除，地面干净',
        hours(4),
        days(1),
        { isDirect: true, isMinor: true },
      ],
      [
        'bulky-waste',
        '大件垃圾堆放',
        '旧家具等大件弃置在公共区域',
        '清运完毕',
        days(1),
        days(2),
        { isDirect: true, isMinor: true },
      ],
      [
        'compound-waste',
        '小区垃圾清运不及时',
        '小区投放点满溢或有异味',
        '清运完毕，投放点冲洗',
        hours(4),
        hours(8),
        { isDirect: true, isMinor: true },
      ],
      ['construction-waste', '积存渣土', '路面或绿地积存渣土、装修垃圾', '清运完毕，路面冲洗', days(2), days(4)],
      [
        'dirty-road',
        '道路不洁',
        '路面污染、泥浆或抛洒',
        '路面清洗干净',
        hours(2),
        hours(5),
        { isDirect: true, isMinor: true },
      ],
      ['dirty-water', '水域不洁', '河面漂浮物、岸坡垃圾', '打捞清理完毕', days(5), days(15)],
      [
        'illegal-building',
        '私搭乱建',
        '正在搭建或新建的违法建（构）筑物',
        '停建并拆除，或出具处理文书',
        days(20),
        days(15),
        { evidenceKinds: ['photo', 'document'] },
      ],
      [
        'kitchen-smoke',
        '餐饮油烟扰民',
        '餐饮单位油烟直排或净化设施不运行',
        '整改完毕或出具检查文书',
        days(5),
        days(7),
        { secrecy: 'confidential', samplingPercent: 20 },
      ],
    ],
  ],
  [
    '宣传广告',
    [['illegal-advert', '非法小广告', '张贴、喷涂小广告', '清除、覆盖完毕', hours(8), days(1), { isMinor: true }]],
  ],
  [
    '施工管理',
    [
      [
        'site-noise',
        '施工扰民',
        '夜间或午间违规施工',
        '停止施工，有检查记录',
        hours(2),
        hours(4),
        { secrecy: 'confidential' },
      ],
    ],
  ],
  [
    '街面秩序',
    [
      ['road-trading', '占道经营', '占用人行道、盲道经营', '退出占道，通行恢复', hours(4), hours(8), { isMinor: true }],
      ['parking-disorder', '车辆乱停放', '占用消防通道、盲道停放', '车辆移走，通道畅通', hours(2), hours(4)],
    ],
  ],
  [
    '突发事件',
    [
      [
        'pipe-burst',
        '供水管破裂',
        '水管破裂漏水，影响通行或供水',
        '漏水止住，路面安全，供水恢复',
        dayAndNight(2),
        dayAndNight(4),
        { ...ON_THE_PHONE_FIRST, samplingPercent: 30 },
      ],
      [
        'water-supply',
        '停水、水压不足',
        '非计划停水或水压明显不足',
        '供水恢复',
        dayAndNight(6),
        dayAndNight(8),
        { isDirect: true },
      ],
      [
        'gas-leak',
        '燃气异味',
        '闻到燃气味或发现泄漏',
        '排险完毕，有处置单',
        dayAndNight(1),
        dayAndNight(1),
        { ...ON_THE_PHONE_FIRST, samplingPercent: 100, evidenceKinds: ['photo', 'document', 'writtenNote'] },
      ],
      ['power-failure', '停电', '非计划停电', '供电恢复', dayAndNight(4), dayAndNight(6), { isDirect: true }],
      [
        'exposed-wire',
        '电线裸露',
        '电线破皮、落地，人可触及',
        '断电或绝缘，现场无触电危险',
        dayAndNight(2),
        dayAndNight(2),
        { ...ON_THE_PHONE_FIRST, samplingPercent: 30 },
      ],
      [
        'hanging-cable',
        '线缆垂落',
        '通信线缆下垂、脱落，影响人车',
        '线缆收起固定，通行安全',
        dayAndNight(4),
        hours(8),
        { ...ON_THE_PHONE_FIRST },
      ],
      [
        'road-flooding',
        '道路积水',
        '雨后积水影响人车通行',
        '积水排尽',
        dayAndNight(4),
        dayAndNight(6),
        { isEmergency: true },
      ],
    ],
  ],
];

const SOCIAL_GOVERNANCE: readonly [major: string, rows: readonly Row[]][] = [
  [
    '矛盾纠纷',
    [
      [
        'neighbour-quarrel',
        '邻里纠纷',
        '噪声、漏水、通道等邻里争执',
        '双方认可的结果或调解协议',
        days(7),
        days(10),
        { evidenceKinds: WITHOUT_PICTURES },
      ],
      [
        'rental-quarrel',
        '房屋租赁纠纷',
        '押金、租金、维修等租赁争执',
        '双方认可的结果、协议或转诉告知',
        days(10),
        days(15),
        { evidenceKinds: WITHOUT_PICTURES },
      ],
      [
        'domestic-violence',
        '家庭暴力',
        '正在发生或反映曾经发生的家庭暴力',
        '有关部门处置文书，回访记录',
        dayAndNight(1),
        dayAndNight(2),
        { secrecy: 'restricted', isEmergency: true, evidenceKinds: ['document'], samplingPercent: 100 },
      ],
      [
        'property-service',
        '物业服务纠纷',
        '收费、维修、停车等物业争执',
        '答复并经反映人确认或调解协议',
        days(7),
        days(10),
        { evidenceKinds: WITHOUT_PICTURES },
      ],
    ],
  ],
  [
    '安全隐患',
    [
      [
        'fire-hazard',
        '消防隐患',
        '通道堵塞、设施缺失、违规用火用电',
        '隐患消除，现场复看',
        days(1),
        days(2),
        { isDirect: true, samplingPercent: 20 },
      ],
      [
        'stairway-clutter',
        '楼道堆物',
        '楼道、楼梯间堆放杂物',
        '清理完毕，通道净宽可通行',
        days(2),
        days(3),
        { isDirect: true, isMinor: true },
      ],
      [
        'charging-shed',
        '电动车违规充电',
        '飞线充电或进楼入户充电',
        '撤除，车辆移至充电棚',
        hours(8),
        days(1),
        { isDirect: true },
      ],
    ],
  ],
  [
    '民生服务',
    [
      [
        'elder-care',
        '独居老人求助',
        '独居、高龄老人需要上门帮助',
        '帮助已到位，本人或家属确认',
        hours(4),
        hours(8),
        { secrecy: 'confidential', evidenceKinds: WITHOUT_PICTURES },
      ],
      [
        'public-facility',
        '公共设施增设、移位建议',
        '建议增设、移动投放点、座椅、充电棚等',
        '答复采纳与否及理由',
        days(10),
        days(15),
        { evidenceKinds: WITHOUT_PICTURES },
      ],
    ],
  ],
];

export function catalogueOf(districtKey: 'yunting' | 'chengan'): SeedClass[] {
  const toClass = (
    classType: SeedClass['classType'],
    majorName: string,
    [code, name, filing, closing, yunting, chengan, marks = {}]: Row,
  ): SeedClass => {
    const [limitAmount, limitUnit] = districtKey === 'yunting' ? yunting : chengan;
    return {
      code,
      classType,
      majorName,
      name,
      secrecy: 'open',
      isDirect: false,
      isEmergency: false,
      isMinor: false,
      evidenceKinds: ALL_EVIDENCE,
      limitAmount,
      limitUnit,
      filingCondition: filing,
      closingCondition: closing,
      samplingPercent: 5,
      source: PUBLISHED.has(code) ? PUBLISHED_SOURCE[districtKey] : DEMO_SOURCE,
      ...marks,
    };
  };
  const ofType = (classType: SeedClass['classType'], groups: readonly [string, readonly Row[]][]) =>
    groups.flatMap(([major, rows]) => rows.map((row) => toClass(classType, major, row)));
  return [
    ...ofType('asset', ASSETS),
    ...ofType('cityMatter', CITY_MATTERS),
    ...ofType('socialGovernance', SOCIAL_GOVERNANCE),
  ];
}
